package com.everyoneslecture.relay;

import static org.assertj.core.api.Assertions.assertThat;

import com.everyoneslecture.db.Schema;
import com.everyoneslecture.outbox.capture.finding.Finding;
import com.everyoneslecture.relay.app.RelayHealthIndicator;
import com.everyoneslecture.relay.app.RelayProperties;
import com.everyoneslecture.relay.doctor.DatabaseDoctor;
import com.everyoneslecture.relay.report.RelayState.Halted;
import com.everyoneslecture.relay.report.RelayState.Streaming;
import com.everyoneslecture.testservices.TestDatabase;
import com.everyoneslecture.testservices.TestKafka;
import com.everyoneslecture.testservices.TestPostgres;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A publication that is altered while the relay streams halts it; once it is mended, events flow without a restart: one relay lives through
 * all of them.
 */
@Timeout(120)
class PublicationWatchIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static TestDatabase database;
    private static OutboxFixture outbox;
    private static RelayProperties properties;
    private static RelayFixture relay;

    @BeforeAll
    static void start() {
        database = TestPostgres.shared().create(Schema.CATEGORY);
        outbox = new OutboxFixture(database);
        properties = RelayFixture.properties(database, TestKafka.shared().bootstrapServers());
        relay = new RelayFixture(properties);
        relay.startAndStream();
    }

    @AfterAll
    static void stop() {
        relay.close();
        outbox.dropSlot(properties.slot().name());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "drop publication outbox | there is no publication 'outbox'",
                "alter publication outbox drop table outbox | does not publish 'public.outbox' alone",
                "alter publication outbox add table lecture_category | does not publish 'public.outbox' alone",
                "alter publication outbox set tables in schema public | does not publish 'public.outbox' alone",
                "alter publication outbox set table outbox (id, payload)"
                        + " | leaves out the columns [aggregateid, aggregatetype,",
                "alter publication outbox set table outbox (id, aggregatetype, aggregateid, aggregateversion, type,"
                        + " payload, occurred_at, traceparent, payload_bytes, record_key, headers, content_type) where (aggregateid <> '7')"
                        + " | publishes only rows where (aggregateid <> '7'::text)",
                "alter publication outbox set (publish = 'insert, delete') | does not publish inserts only",
                "alter publication outbox set table outbox;"
                        + " alter publication outbox set (publish_via_partition_root = false)"
                        + " | publishes partitions under their own names",
                "drop publication outbox; create publication outbox for all tables with (publish = 'insert',"
                        + " publish_via_partition_root = true) | publishes all tables",
            })
    void haltsTheRelayUntilItIsMended(String harm, String cause) {
        outbox.execute(harm);

        Halted halted = relay.await(Halted.class);
        assertThat(halted.cause()).contains(cause);
        Finding finding = failing();
        assertThat(finding.detail()).isEqualTo(halted.cause());
        assertThat(halted.remedy()).isEqualTo(finding.remedy()).contains(String.valueOf(finding.fix()));
        // Between two attempts it is starting.
        RelayHealthIndicator health = new RelayHealthIndicator(
                RelayFixture.CONNECTOR, relay.supervisor(), () -> null, () -> null, () -> null);
        Awaitility.await()
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(health.health().getDetails())
                        .containsEntry("cause", halted.cause())
                        .containsEntry("remedy", halted.remedy()));

        outbox.execute(String.valueOf(finding.fix()));
        relay.await(Streaming.class);
        assertPublishes();
    }

    private Finding failing() {
        return new DatabaseDoctor(properties.database(), properties.slot(), RelayFixture.CONNECTOR, Clock.systemUTC())
                .findings().stream()
                        .filter(finding -> finding.status() == Finding.Status.FAIL)
                        .findFirst()
                        .orElseThrow();
    }

    private void assertPublishes() {
        UUID id = outbox.append("a");
        try (TopicFixture topic =
                new TopicFixture(properties.kafka().bootstrapServers(), RelayFixture.topic(database))) {
            assertThat(topic.await(List.of(id))).isNotEmpty();
        }
    }
}
