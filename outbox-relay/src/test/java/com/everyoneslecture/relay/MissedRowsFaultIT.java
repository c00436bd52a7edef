package com.everyoneslecture.relay;

import static org.assertj.core.api.Assertions.assertThat;

import com.everyoneslecture.db.Schema;
import com.everyoneslecture.relay.kafka.ProducerFactory;
import com.everyoneslecture.relay.report.Listeners;
import com.everyoneslecture.relay.report.RelayMetrics;
import com.everyoneslecture.relay.report.RelayState;
import com.everyoneslecture.relay.report.StateLog;
import com.everyoneslecture.testservices.TestDatabase;
import com.everyoneslecture.testservices.TestKafka;
import com.everyoneslecture.testservices.TestPostgres;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The publication is altered under a relay that streams, and mended: the log has passed by rows, and never delivers them. */
@Tag("long")
@Timeout(180)
@Tag("captures")
class MissedRowsFaultIT {

    private static final String COLUMNS =
            "(id, aggregatetype, aggregateid, aggregateversion, type, payload, occurred_at, traceparent, payload_bytes, record_key, headers, content_type)";

    private final TestDatabase database = TestPostgres.shared().create(Schema.CATEGORY);
    private final String bootstrapServers = TestKafka.shared().bootstrapServers();
    private final OutboxFixture outbox = new OutboxFixture(database);
    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final Counts counts = new Counts();

    @AfterEach
    void dropSlot() {
        outbox.dropSlot();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "alter publication outbox drop table outbox | 23",
                "alter publication outbox set table outbox " + COLUMNS + " where (aggregateversion % 2 = 0) | 12"
            })
    void publishesWhatTheLogHasPassedBy(String harm, int missed) throws SQLException {
        try (OutboxTransaction open = outbox.begin();
                RelayFixture relay = new RelayFixture(
                        RelayFixture.properties(database, bootstrapServers),
                        new Listeners(List.of(counts, new StateLog(), new RelayMetrics(metrics, Clock.systemUTC()))),
                        ProducerFactory.KAFKA);
                TopicFixture topic = new TopicFixture(bootstrapServers, RelayFixture.topic(database))) {
            relay.startAndStream();
            outbox.appendMany(20, 5);
            topic.await(outbox.committed());

            outbox.execute(harm);
            outbox.appendMany(20, 5);
            relay.await(RelayState.Halted.class);
            // The log has it as the publication is now, whenever it is committed.
            open.insert("open", 3);
            outbox.execute("alter publication outbox set table outbox " + COLUMNS);
            relay.await(RelayState.Streaming.class);
            open.commit();
            outbox.appendMany(20, 5);
            Awaitility.await("missed rows").atMost(Duration.ofSeconds(90)).until(() -> {
                outbox.letTheSlotBeWritten();
                outbox.append("tick");
                return counts.missed() >= missed;
            });

            assertThat(topic.await(outbox.committed()).stream()
                            .map(TopicFixture::eventId)
                            .toList())
                    .doesNotHaveDuplicates()
                    .containsExactlyInAnyOrderElementsOf(outbox.committed());
        }
        assertThat(metrics.get("relay.events.missed")
                        .tag("cause", "publication")
                        .counter()
                        .count())
                .isEqualTo(missed);
    }
}
