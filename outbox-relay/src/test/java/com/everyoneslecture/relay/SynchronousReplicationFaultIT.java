package com.everyoneslecture.relay;

import static org.assertj.core.api.Assertions.assertThat;

import com.everyoneslecture.db.Schema;
import com.everyoneslecture.relay.kafka.ProducerFactory;
import com.everyoneslecture.relay.report.Listeners;
import com.everyoneslecture.relay.report.StateLog;
import com.everyoneslecture.testservices.TestDatabase;
import com.everyoneslecture.testservices.TestKafka;
import com.everyoneslecture.testservices.TestPostgres;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * With synchronous replication a commit waits for a standby after its record is in the log: the log delivers the transaction
 * before any snapshot covers it.
 */
@Timeout(180)
class SynchronousReplicationFaultIT {

    private final Counts counts = new Counts();
    private TestPostgres postgres;
    private TestDatabase database;
    private OutboxFixture outbox;

    @BeforeEach
    void startServer() {
        postgres = TestPostgres.embedded();
        database = postgres.create(Schema.CATEGORY);
        outbox = new OutboxFixture(database);
    }

    @AfterEach
    void stopServer() {
        postgres.close();
    }

    @Test
    @Tag("long")
    void remembersAnEventThatWasPublishedBeforeItsRowWasVisible() {
        try (TestKafka kafka = TestKafka.start();
                TopicFixture topic = new TopicFixture(kafka.bootstrapServers(), RelayFixture.topic(database))) {
            CompletableFuture<UUID> waiting;
            try (RelayFixture relay = relay(kafka)) {
                relay.startAndStream();
                outbox.append("first");
                topic.await(outbox.committed());
                // All other sessions continue: safe points are taken and take effect meanwhile.
                outbox.execute("alter role category_app set synchronous_commit = local");
                outbox.execute("alter system set synchronous_standby_names = 'absent'");
                outbox.execute("select pg_reload_conf()");
                OutboxFixture other = new OutboxFixture(database);
                waiting = CompletableFuture.supplyAsync(() -> other.appendAsAdministrator("waiting"));
                Awaitility.await("an event without a visible row")
                        .until(() ->
                                outbox.count("select count(*) from pg_stat_activity where wait_event = 'SyncRep'") > 0);

                counts.awaitNextSafePoint(outbox);
                counts.awaitNextSafePoint(outbox);
            }
            outbox.execute("select pg_drop_replication_slot('" + RelayFixture.slot(database) + "')");
            outbox.execute("alter system reset synchronous_standby_names");
            outbox.execute("select pg_reload_conf()");
            UUID event = waiting.join();
            try (RelayFixture next = relay(kafka)) {
                next.startAndStream();
                outbox.append("last");
                List<UUID> published = topic.await(outbox.committed()).stream()
                        .map(TopicFixture::eventId)
                        .toList();
                assertThat(published).doesNotHaveDuplicates().contains(event);
            }
        }
        assertThat(counts.missed()).isZero();
    }

    private RelayFixture relay(TestKafka kafka) {
        return new RelayFixture(
                RelayFixture.properties(database, kafka.bootstrapServers()),
                new Listeners(List.of(counts, new StateLog())),
                ProducerFactory.KAFKA);
    }
}
