package com.everyoneslecture.outbox.inbox;

import com.everyoneslecture.outbox.retry.Decision.Halt;
import com.everyoneslecture.outbox.retry.Decision.Retry;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Applies the events of one topic. A batch is one transaction. If an event fails, the batch is rolled back, and each
 * event is applied in a separate transaction; so the events before the failing one are applied, and only the failing
 * one is tried again.
 *
 * <p>Commit point: the commit of each of these transactions, which also moves the stored offset behind its events.
 * After a crash before it, the events are read again. After a later crash, or a lost response to the commit, reading
 * continues behind them. The attempts of an event are counted in memory, so they start again at 1 after a crash.
 *
 * <p>The offset moves before the first handler is called, so a member that has lost its partition calls no handler.
 */
final class EventBatches implements BatchHandler {

    private static final Logger LOG = LoggerFactory.getLogger(EventBatches.class);

    /** The failing event of a partition. */
    private record Attempts(long offset, int count) {}

    private final TopicSetup setup;
    private final OffsetStore offsets;
    private final DeadLetters letters;
    private final LoopListener listener;
    private final Map<Integer, Attempts> failing = new HashMap<>();
    private volatile boolean aborted;

    EventBatches(TopicSetup setup, OffsetStore offsets, DeadLetters letters, LoopListener listener) {
        this.setup = setup;
        this.offsets = offsets;
        this.letters = letters;
        this.listener = listener;
    }

    @Override
    public Outcome apply(ConsumerRecords<byte[], byte[]> records, OffsetMoves moves) throws SQLException {
        return Thrown.sql(() -> {
            try {
                return hasFailing(records) ? oneByOne(records, moves) : together(records, moves);
            } catch (NotAppliedException e) {
                return e.outcome();
            }
        });
    }

    @Override
    public void abort() {
        aborted = true;
        setup.transactions().abort();
    }

    private boolean hasFailing(ConsumerRecords<byte[], byte[]> records) {
        for (ConsumerRecord<byte[], byte[]> record : records) {
            Attempts attempts = failing.get(record.partition());
            if (attempts != null && attempts.offset() == record.offset()) {
                return true;
            }
        }
        return false;
    }

    private Outcome together(ConsumerRecords<byte[], byte[]> records, OffsetMoves moves) throws Exception {
        try {
            return setup.transactions().inTransaction(connection -> {
                Tally tally = new Tally();
                Set<ByteBuffer> parked = begin(connection, keys(records), moves);
                for (ConsumerRecord<byte[], byte[]> record : records) {
                    applyOrWait(connection, record, parked, tally);
                }
                setup.guard().sweep(connection);
                return tally.applied();
            });
        } catch (NotAppliedException e) {
            throw e;
        } catch (Throwable e) {
            if (!isOfTheEvent(e)) {
                throw e;
            }
            return oneByOne(records, moves);
        }
    }

    private Outcome oneByOne(ConsumerRecords<byte[], byte[]> records, OffsetMoves moves) throws Exception {
        Tally tally = new Tally();
        for (OffsetMove move : moves.moves()) {
            List<ConsumerRecord<byte[], byte[]>> own =
                    records.records(new TopicPartition(setup.topic(), move.partition()));
            StoredOffset from = move.from();
            for (ConsumerRecord<byte[], byte[]> record : own) {
                StoredOffset behind = new StoredOffset(
                        move.to().topicId(),
                        record.offset() + 1,
                        record.leaderEpoch().orElse(null));
                applyOne(record, new OffsetMove(move.partition(), from, behind), tally);
                from = behind;
            }
            // The marker of the transaction follows the last record.
            if (!move.to().equals(from)) {
                OffsetMove rest = new OffsetMove(move.partition(), from, move.to());
                setup.transactions()
                        .inTransaction(connection -> begin(connection, Set.of(), new OffsetMoves(List.of(rest))));
            }
        }
        return tally.applied();
    }

    private void applyOne(ConsumerRecord<byte[], byte[]> record, OffsetMove move, Tally tally) throws Exception {
        OffsetMoves moves = new OffsetMoves(List.of(move));
        Tally one = new Tally();
        try {
            setup.transactions().inTransaction(connection -> {
                Set<ByteBuffer> parked = begin(connection, keys(List.of(record)), moves);
                applyOrWait(connection, record, parked, one);
                return true;
            });
            failing.remove(record.partition());
            tally.add(one);
        } catch (NotAppliedException e) {
            throw e;
        } catch (Throwable e) {
            if (!isOfTheEvent(e)) {
                throw e;
            }
            failed(record, moves, e);
        }
    }

    /** Returns if the event is set aside; otherwise it is tried again. */
    private void failed(ConsumerRecord<byte[], byte[]> record, OffsetMoves moves, Throwable failure) throws Exception {
        Attempts before = failing.get(record.partition());
        int count = before != null && before.offset() == record.offset() ? before.count() + 1 : 1;
        failing.put(record.partition(), new Attempts(record.offset(), count));
        String reason = EventFailures.text(failure);
        String cause = "the event at " + record.topic() + "-" + record.partition() + " offset " + record.offset()
                + " cannot be applied: " + reason;
        if (count < setup.attempts()) {
            throw new EventFailedException(new Retry(cause), failure);
        }
        if (setup.onFailure() == OnFailure.HALT) {
            throw new EventFailedException(
                    new Halt(cause, "fix the handler, or the data that it needs; the event is tried again"), failure);
        }
        if (setup.onFailure() == OnFailure.PARK_KEY && record.key() != null) {
            setup.transactions().inTransaction(connection -> {
                begin(connection, Set.of(), moves);
                setup.parked().park(connection, record, reason);
                return true;
            });
            LOG.atWarn()
                    .addKeyValue("topic", record.topic())
                    .addKeyValue("partition", record.partition())
                    .addKeyValue("offset", record.offset())
                    .addKeyValue("reason", reason)
                    .log("An event is parked, and later events of its key wait behind it");
        } else {
            writeDeadLetter(new DeadLetter(record, EventFailures.REASON, reason), moves);
        }
        failing.remove(record.partition());
    }

    /** Moves the offset only once the letter is acknowledged. A crash in between: the letter is written again. */
    private void writeDeadLetter(DeadLetter letter, OffsetMoves moves) throws Exception {
        letters.write(List.of(letter));
        setup.transactions().inTransaction(connection -> begin(connection, Set.of(), moves));
        listener.onDeadLetters(List.of(letter));
    }

    /**
     * At the start of a transaction, before any handler is called: checks that no rebuild is due, and moves the offsets.
     * The locks are always taken in this order: offsets, then parked keys.
     *
     * @return those of the keys that are parked
     * @throws NotAppliedException if a stored offset is not the expected one, or a rebuild is due
     */
    private Set<ByteBuffer> begin(Connection connection, Set<ByteBuffer> keys, OffsetMoves moves)
            throws SQLException, NotAppliedException {
        setup.fence().requireNoneDue(connection, moves.partitions());
        offsets.move(connection, moves);
        return setup.parked().lock(connection, setup.topic(), keys);
    }

    private void applyOrWait(
            Connection connection, ConsumerRecord<byte[], byte[]> record, Set<ByteBuffer> parked, Tally tally)
            throws Exception {
        if (record.key() != null && parked.contains(ByteBuffer.wrap(record.key()))) {
            setup.parked().append(connection, record);
        } else {
            tally.add(setup.application().apply(connection, record));
        }
    }

    /** A stop that cuts the connection is not a failure of the event that was being applied. */
    private boolean isOfTheEvent(Throwable failure) {
        return !aborted && EventFailures.isOfTheEvent(failure);
    }

    private static Set<ByteBuffer> keys(Iterable<ConsumerRecord<byte[], byte[]>> records) {
        Set<ByteBuffer> keys = new HashSet<>();
        for (ConsumerRecord<byte[], byte[]> record : records) {
            byte @Nullable [] key = record.key();
            if (key != null) {
                keys.add(ByteBuffer.wrap(key));
            }
        }
        return keys;
    }
}
