package com.everyoneslecture.outbox.capture.wal;

import com.everyoneslecture.outbox.capture.BatchBuffer;
import com.everyoneslecture.outbox.capture.CaptureFailedException;
import com.everyoneslecture.outbox.event.OutboxEvent;
import java.nio.ByteBuffer;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * Reads the slot in a separate thread, and confirms acknowledged transactions to the server.
 *
 * <p>A transaction is confirmed by its end position, after its last event is acknowledged. A crash before the confirmation
 * reaches the server causes a redelivery of the transactions.
 *
 * <p>If every received event is acknowledged and no event has arrived for a while, the position up to which the server has read
 * is confirmed, too. So a server that is busy with other tables need not keep its log for an idle outbox. While events flow,
 * this position is not confirmed, so that the slot's position is that of a batch in the ledger, which explains the position at
 * the next start.
 */
public final class WalReader implements PgOutputDecoder.Listener, AutoCloseable {

    private static final int MAXIMUM_CHUNK_EVENTS = 256;
    private static final long MAXIMUM_CHUNK_BYTES = 1024 * 1024;

    /** The time for which the buffer may stay full before the reader sends a keepalive to the server. */
    private static final Duration ROOM_PATIENCE = Duration.ofMillis(500);

    private static final Duration SILENT_AFTER = Duration.ofMillis(150);

    private static final Duration END_PATIENCE = Duration.ofSeconds(1);

    private final WalStream stream;
    private final BatchBuffer buffer;
    private final PgOutputDecoder decoder;
    private final long pollNanos;
    private final int chunkEvents;
    private final Thread thread = new Thread(this::run, "capture-reader");
    private List<OutboxEvent> chunk = new ArrayList<>();
    private long chunkBytes;
    private boolean quiet;
    private long quietSinceNanos;
    private boolean insideTransaction;
    private boolean handedOverInTransaction;
    private long handedOverLsn;
    private volatile long acknowledgedLsn;
    private volatile boolean stopping;

    private WalReader(WalStream stream, WalSettings settings, BatchBuffer buffer) {
        this.stream = stream;
        this.buffer = buffer;
        this.decoder = new PgOutputDecoder(settings.slot().outbox(), stream.nextTransactionId(), this);
        this.pollNanos = settings.pollInterval().toNanos();
        this.chunkEvents = Math.min(MAXIMUM_CHUNK_EVENTS, settings.maximumBatchSize());
    }

    /**
     * Begins to read, once the server streams.
     *
     * @throws SQLException if the server is unreachable or rejects the connection
     */
    public static WalReader start(WalSettings settings, BatchBuffer buffer) throws SQLException {
        WalReader reader = new WalReader(WalStream.open(settings), settings, buffer);
        reader.thread.setDaemon(true);
        reader.thread.start();
        return reader;
    }

    /** Acknowledges all transactions that end here or before. Any thread may call it. */
    public void acknowledge(long committedLsn) {
        acknowledgedLsn = committedLsn;
    }

    /**
     * Confirms the acknowledged transactions to the server and ends, within a bounded time. Any thread but the reader's may
     * call it.
     */
    @Override
    public void close() {
        stopping = true;
        LockSupport.unpark(thread);
        try {
            thread.join(END_PATIENCE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (thread.isAlive()) {
            stream.abort();
        }
    }

    @Override
    public void onBegin() {
        insideTransaction = true;
        handedOverInTransaction = false;
    }

    @Override
    public void onEvent(OutboxEvent event, int bytes) throws InterruptedException {
        chunk.add(event);
        chunkBytes += bytes;
        if (chunk.size() >= chunkEvents || chunkBytes >= MAXIMUM_CHUNK_BYTES) {
            handOver(0);
            handedOverInTransaction = true;
        }
    }

    @Override
    public void onCommit(long endLsn) throws InterruptedException {
        if (!chunk.isEmpty() || handedOverInTransaction) {
            handedOverLsn = endLsn;
            handOver(endLsn);
        }
        insideTransaction = false;
    }

    private void run() {
        try (WalStream closing = stream) {
            while (!stopping) {
                confirm();
                ByteBuffer message = stream.read();
                if (message == null) {
                    rest();
                } else {
                    quiet = false;
                    decoder.read(message);
                }
            }
            confirm();
            closing.sendStatus();
        } catch (Throwable e) {
            buffer.fail(e);
        }
    }

    private void rest() {
        if (!quiet) {
            quiet = true;
            quietSinceNanos = System.nanoTime();
        }
        if (!stream.listen()) {
            LockSupport.parkNanos(isSilent() ? 2 * pollNanos : pollNanos);
        }
    }

    private boolean isSilent() {
        return quiet && System.nanoTime() - quietSinceNanos > SILENT_AFTER.toNanos();
    }

    private void confirm() {
        long acknowledged = acknowledgedLsn;
        stream.confirm(acknowledged);
        if (!insideTransaction && acknowledged == handedOverLsn && isSilent()) {
            stream.confirm(stream.serverLsn());
        }
    }

    private void handOver(long committedLsn) throws InterruptedException {
        while (!stopping && !addToBuffer(committedLsn)) {
            confirm();
            tellThatThisEndLives();
        }
        chunk = new ArrayList<>();
        chunkBytes = 0;
    }

    private boolean addToBuffer(long committedLsn) throws InterruptedException {
        return buffer.add(chunk, chunkBytes, committedLsn, ROOM_PATIENCE);
    }

    private void tellThatThisEndLives() {
        try {
            stream.sendStatus();
        } catch (SQLException e) {
            throw new CaptureFailedException(e);
        }
    }
}
