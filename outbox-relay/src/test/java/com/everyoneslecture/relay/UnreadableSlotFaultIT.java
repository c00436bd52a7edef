package com.everyoneslecture.relay;

import static org.assertj.core.api.Assertions.assertThat;

import com.everyoneslecture.db.Schema;
import com.everyoneslecture.relay.app.RelayProperties;
import com.everyoneslecture.relay.kafka.ProducerFactory;
import com.everyoneslecture.relay.report.Listeners;
import com.everyoneslecture.relay.report.RelayListener;
import com.everyoneslecture.relay.report.RelayState;
import com.everyoneslecture.relay.report.RelayState.Backoff;
import com.everyoneslecture.relay.report.RelayState.Halted;
import com.everyoneslecture.relay.report.StateLog;
import com.everyoneslecture.testservices.TestDatabase;
import com.everyoneslecture.testservices.TestKafka;
import com.everyoneslecture.testservices.TestPostgres;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Rows that were appended while there was no publication make the slot unreadable forever; the outbox has them. */
@Timeout(180)
@Tag("captures")
class UnreadableSlotFaultIT {

    private final TestDatabase database = TestPostgres.shared().create(Schema.CATEGORY);
    private final OutboxFixture outbox = new OutboxFixture(database);
    private final RelayProperties properties =
            RelayFixture.properties(database, TestKafka.shared().bootstrapServers());
    private final Counts counts = new Counts();
    private final List<String> causes = new CopyOnWriteArrayList<>();
    private RelayFixture relay = relay();

    @AfterEach
    void stop() {
        relay.close();
        outbox.dropSlot(properties.slot().name());
    }

    @Test
    void publishesWhatWasAppendedWithoutAPublicationWhileTheRelayStreamed() {
        relay.startAndStream();
        outbox.append("a");
        outbox.awaitAcknowledged(properties.slot().name());
        outbox.execute("drop publication outbox");
        outbox.appendMany(3, 2);
        assertThat(relay.await(Halted.class).cause()).contains("there is no publication 'outbox'");

        makePublication();

        outbox.append("a");
        assertPublished();
    }

    @Test
    @Tag("long")
    void publishesWhatWasAppendedWithoutAPublicationWhileTheRelayWasStopped() {
        relay.startAndStream();
        outbox.append("a");
        outbox.awaitAcknowledged(properties.slot().name());
        relay.close();
        outbox.execute("drop publication outbox");
        outbox.appendMany(3, 2);
        makePublication();
        outbox.append("a");

        relay = relay();
        relay.start();

        assertPublished();
    }

    @Test
    @Tag("long")
    void noticesThatTheStreamHasFailedBehindEventsThatAreHeldBack() {
        relay.startAndStream();
        outbox.append("a");
        outbox.awaitAcknowledged(properties.slot().name());
        relay.close();
        outbox.appendMany(20, 2);
        outbox.execute("drop publication outbox");
        outbox.appendMany(3, 2);
        makePublication();

        relay = relay();
        relay.start();

        assertPublished();
        assertThat(causes).noneMatch(cause -> cause.contains("does not stream"));
    }

    private void assertPublished() {
        try (TopicFixture topic =
                new TopicFixture(properties.kafka().bootstrapServers(), RelayFixture.topic(database))) {
            ExactlyOnce.in(topic, outbox);
            // All may be published from the outbox before the stream from the unreadable slot fails.
            Awaitility.await("a slot in place of the unreadable one")
                    .atMost(Duration.ofMinutes(1))
                    .until(() -> counts.slotsCreated() > 1);
            outbox.append("a");
            ExactlyOnce.in(topic, outbox);
            assertThat(counts.slotsCreated()).isEqualTo(2);
        }
    }

    private void makePublication() {
        outbox.execute("create publication outbox for table outbox (id, aggregatetype, aggregateid, aggregateversion,"
                + " type, payload, occurred_at, traceparent, payload_bytes, record_key, headers, content_type)"
                + " with (publish = 'insert', publish_via_partition_root = true)");
    }

    private RelayFixture relay() {
        RelayListener noting = new RelayListener() {
            @Override
            public void stateChanged(RelayState state) {
                if (state instanceof Backoff backoff) {
                    causes.add(backoff.cause());
                }
            }
        };
        return new RelayFixture(
                properties, new Listeners(List.of(new StateLog(), counts, noting)), ProducerFactory.KAFKA);
    }
}
