package com.everyoneslecture.outbox.inbox;

import com.everyoneslecture.outbox.event.TopicName;
import com.everyoneslecture.outbox.inbox.Skips.Skipped;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.common.KafkaException;
import org.apiguardian.api.API;
import org.jspecify.annotations.Nullable;

/**
 * Applies the events of topics to the consumer's own PostgreSQL database: each event once, in the order of its partition, by a handler
 * for its type.
 *
 * <pre>{@code
 * Inbox inbox = Inbox.builder()
 *         .dataSource(dataSource)
 *         .kafka(Map.of("bootstrap.servers", "localhost:9092"))
 *         .group("shipping")
 *         .topics("orders")
 *         .on("orders.OrderPlaced", (event, connection) -> ship(event.valueText(), connection))
 *         .ignoreOtherTypes()
 *         .guard(Guard.EVENT_ID)
 *         .onFailure(OnFailure.PARK_KEY)
 *         .build();
 * inbox.start();
 * }</pre>
 *
 * <p><b>Commit point:</b> the commit of the transaction that contains the handlers' changes, the guard and the stored
 * offsets ({@link EventHandler}). The offsets in the database decide where reading continues; those of the group in
 * Kafka follow, for tools.
 *
 * <p><b>Threads:</b> each topic has a thread, a consumer in the group and at most one connection at a time, so a halted
 * topic does not block the others. Every method may be called from any thread.
 */
@API(status = API.Status.STABLE)
public final class Inbox implements AutoCloseable {

    private final Supplier<InboxRun> runs;
    private final Map<String, Skips> skips;
    private final @Nullable ParkedKeys parked;
    private final @Nullable Rebuilds rebuilds;
    private final InboxTransactions operator;
    private volatile InboxRun run;
    private boolean closed;

    /**
     * @param runs returns new loops with each call
     * @param operator the transactions of requests by operators
     */
    Inbox(
            Supplier<InboxRun> runs,
            Map<String, Skips> skips,
            @Nullable ParkedKeys parked,
            @Nullable Rebuilds rebuilds,
            InboxTransactions operator) {
        this.runs = runs;
        this.skips = skips;
        this.parked = parked;
        this.rebuilds = rebuilds;
        this.operator = operator;
        this.run = runs.get();
    }

    /** Returns a builder without any setting. */
    public static InboxBuilder builder() {
        return new InboxBuilder();
    }

    /**
     * Starts reading and returns at once, whether Kafka and the database are reachable or not. Has no effect on an
     * inbox that reads. After a {@link #close}, it reads on behind the events that are applied.
     */
    public synchronized void start() {
        if (closed) {
            run = runs.get();
            closed = false;
        }
        run.start();
    }

    /**
     * Stops reading and returns when the threads have ended, after seconds at most. A transaction that does not end
     * within 1.5 s is cut and rolled back; its events are read again after the next start. A closed inbox may be
     * {@linkplain #start started} again.
     */
    @Override
    public synchronized void close() {
        closed = true;
        run.close();
        operator.close();
    }

    /** Returns the state of each topic's loop, by the topic's name. */
    public Map<String, LoopState> states() {
        Map<String, LoopState> states = new LinkedHashMap<>();
        run.loops().forEach((topic, loop) -> states.put(topic, loop.state()));
        return states;
    }

    /** Returns false before the start, after a close, and after the unexpected death of a thread; restart the process then. */
    public boolean isAlive() {
        return run.loops().values().stream().allMatch(PollLoop::isAlive);
    }

    /** Returns whether the inbox can park keys: false if it applies its events by a {@link Projection}. */
    public boolean parksKeys() {
        return parked != null;
    }

    /**
     * Returns the parked keys, whose events wait for an operator.
     *
     * @throws IllegalStateException if the inbox {@linkplain #parksKeys parks no keys}
     */
    public ParkedKeys parked() {
        if (parked == null) {
            throw new IllegalStateException("this inbox applies its events by a projection, which parks no keys");
        }
        return parked;
    }

    /**
     * Returns the rebuilds of this inbox, which empty the tables and read the topics again.
     *
     * @throws IllegalStateException if {@link InboxBuilder#rebuilds} was not called
     */
    public Rebuilds rebuilds() {
        if (rebuilds == null) {
            throw new IllegalStateException("this inbox cannot empty its tables: see InboxBuilder.rebuilds");
        }
        return rebuilds;
    }

    /**
     * Skips the one record that does not fit into memory and that the halted loop names: moves the stored offset behind it.
     *
     * @param partition the partition's number, from 0
     * @param offset the record's offset
     * @return the range of skipped offsets
     * @throws IllegalArgumentException if the inbox does not read this topic
     * @throws NothingToSkipException if the partition is at another offset, or its next record can be read
     * @throws KafkaException if the brokers do not respond, or reject the request
     * @throws SQLException if the database fails
     */
    public Skipped skip(String topic, int partition, long offset) throws SQLException {
        Skips skip = skips.get(new TopicName(topic).value());
        if (skip == null) {
            throw new IllegalArgumentException("this inbox does not read the topic " + topic);
        }
        return skip.skip(partition, offset);
    }
}
