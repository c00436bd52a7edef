package com.everyoneslecture.relay;

import static org.assertj.core.api.Assertions.assertThat;

import com.everyoneslecture.db.Schema;
import com.everyoneslecture.relay.kafka.ProducerFactory;
import com.everyoneslecture.relay.report.Listeners;
import com.everyoneslecture.relay.report.StateLog;
import com.everyoneslecture.testservices.TestDatabase;
import com.everyoneslecture.testservices.TestPostgres;
import com.everyoneslecture.testservices.TestServer;
import com.everyoneslecture.testservices.TestStandby;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;

/** A primary, a standby that does not run yet, and a relay with the addresses of both. Used by one thread. */
final class FailoverFixture implements AutoCloseable {

    static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Counts counts = new Counts();
    private final String bootstrapServers;
    private final TestPostgres postgres;
    private final TestDatabase database;
    private final TestStandby standby;
    private final OutboxFixture outbox;

    /** @param parameters of the primary */
    FailoverFixture(String bootstrapServers, Map<String, String> parameters) {
        this.bootstrapServers = bootstrapServers;
        this.postgres = TestPostgres.embedded(parameters);
        this.database = postgres.create(Schema.CATEGORY);
        this.standby = postgres.standby(database.name());
        this.outbox = new OutboxFixture(database);
    }

    /** The part of a test that runs while the relay does. */
    @FunctionalInterface
    interface Step {
        void run() throws Exception;
    }

    TestServer primary() {
        return postgres.server();
    }

    TestStandby standby() {
        return standby;
    }

    TestDatabase database() {
        return database;
    }

    OutboxFixture outbox() {
        return outbox;
    }

    Counts counts() {
        return counts;
    }

    /**
     * Starts a relay, runs a step that publishes and promotes the standby, publishes more, and requires that each committed event is in
     * the topic once, in order.
     */
    void run(Step failover) throws Exception {
        run(failover, () -> outbox.appendMany(100, 5));
    }

    /** Does the same with another way to publish more. */
    void run(Step failover, Runnable more) throws Exception {
        try (RelayFixture relay = relay()) {
            relay.startAndStream();
            failover.run();
            more.run();
            try (TopicFixture topic = topic()) {
                ExactlyOnce.in(topic, outbox);
            }
        }
    }

    /** Requires the notifications of the relay so far. */
    void expect(int slotsCreated, List<UUID> phantoms) {
        assertThat(counts.slotsCreated()).as("slots created").isEqualTo(slotsCreated);
        assertThat(counts.phantoms()).as("phantoms").containsExactlyInAnyOrderElementsOf(phantoms);
    }

    RelayFixture relay() {
        return new RelayFixture(
                RelayFixture.properties(database, bootstrapServers),
                new Listeners(List.of(counts, new StateLog())),
                ProducerFactory.KAFKA);
    }

    void startSynchronizedStandby() throws InterruptedException {
        standby.start();
        awaitSynchronized(standby);
    }

    /** Returns when the standby has a copy of the slot that it would keep after a promotion. */
    void awaitSynchronized(TestStandby of) {
        Awaitility.await("the slot on the standby").atMost(PATIENCE).until(() -> {
            // The first copy is kept once the primary's slot has moved past the standby's start position.
            outbox.append("tick");
            outbox.letTheSlotBeWritten();
            return copy(of, "synced and not temporary and invalidation_reason is null")
                    .equals("t");
        });
    }

    /** Returns an expression over the standby's copy of the slot; empty if there is none. */
    String copy(TestStandby of, String expression) {
        return of.query("select " + expression + " from pg_replication_slots where slot_name = '"
                + RelayFixture.slot(database) + "'");
    }

    void awaitPublished() {
        try (TopicFixture topic = topic()) {
            topic.await(outbox.committed());
        }
    }

    void awaitStandbyHasAll() {
        Awaitility.await("everything on the standby").atMost(PATIENCE).until(standby::hasAll);
    }

    /** Waits until the standby has everything, kills the primary and promotes the standby. */
    void promoteWithEverything() throws InterruptedException {
        awaitStandbyHasAll();
        primary().kill();
        standby.promote();
    }

    /** Kills the primary, starts the standby, which was stopped, and promotes it. */
    void promoteAsItIs() throws InterruptedException {
        primary().kill();
        standby.server().start();
        standby.promote();
    }

    /** Returns the events that are published and committed on the primary alone. The standby is stopped afterwards. */
    List<UUID> publishWhatTheStandbyDoesNotHave(Step meanwhile) throws Exception {
        awaitPublished();
        awaitStandbyHasAll();
        // Stopped and not frozen: a frozen one would read the changes that were sent meanwhile from its socket.
        standby.server().stop();
        int kept = outbox.committed().size();
        outbox.appendMany(50, 5);
        awaitPublished();
        meanwhile.run();
        outbox.appendMany(50, 5);
        awaitPublished();
        return List.copyOf(outbox.committed().subList(kept, outbox.committed().size()));
    }

    TopicFixture topic() {
        return new TopicFixture(bootstrapServers, RelayFixture.topic(database));
    }

    @Override
    public void close() {
        postgres.close();
    }
}
