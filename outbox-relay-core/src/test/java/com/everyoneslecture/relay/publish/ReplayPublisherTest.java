package com.everyoneslecture.relay.publish;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.everyoneslecture.outbox.event.OutboxEvent;
import com.everyoneslecture.relay.kafka.KafkaSettings;
import com.everyoneslecture.relay.kafka.RelayNames;
import com.everyoneslecture.relay.kafka.TopicSettings;
import com.everyoneslecture.relay.routing.Routes;
import com.everyoneslecture.relay.routing.RoutingSettings;
import com.everyoneslecture.testservices.OutboxEvents;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.junit.jupiter.api.Test;

/** A failure that no event causes stops a replay; no event goes to a dead letter topic because of it. */
class ReplayPublisherTest {

    private static final OutboxEvent FIRST = OutboxEvents.ofAggregate("1");
    private static final List<OutboxEvent> SECOND_AND_LECTURE =
            List.of(OutboxEvents.ofAggregate("2"), OutboxEvents.ofType("lecture"));

    @Test
    void stopsAtATopicThatItMayNotWriteTo() throws Exception {
        RefusingProducer producer = new RefusingProducer(
                records -> records.stream().anyMatch(record -> record.topic().equals("lectureChanged"))
                        ? new TopicAuthorizationException(Set.of("lectureChanged"))
                        : null);

        assertStops(producer);
    }

    @Test
    void stopsAtATopicThatItMayNotDescribe() throws Exception {
        assertStops(unableToDescribe(new TopicAuthorizationException(Set.of("lectureChanged"))));
    }

    @Test
    void stopsWhereTheBrokersDoNotAnswer() throws Exception {
        RefusingProducer producer = unableToDescribe(new TimeoutException("no metadata"));
        try (ReplayPublisher publisher = publisher(producer)) {
            assertThatThrownBy(() -> publisher.publish(SECOND_AND_LECTURE)).isInstanceOf(TimeoutException.class);
        }
        assertThat(producer.history()).isEmpty();
    }

    private static void assertStops(RefusingProducer producer) throws Exception {
        try (ReplayPublisher publisher = publisher(producer)) {
            assertThat(publisher.publish(List.of(FIRST))).isEmpty();

            assertThatThrownBy(() -> publisher.publish(SECOND_AND_LECTURE))
                    .isInstanceOf(TopicNotWritableException.class)
                    .hasMessageContaining("the relay may not write to the topic lectureChanged")
                    .hasCauseInstanceOf(TopicAuthorizationException.class);
        }
        assertThat(producer.history())
                .extracting(record -> new String(record.key(), UTF_8))
                .containsExactly("1");
    }

    private static RefusingProducer unableToDescribe(KafkaException failure) {
        return new RefusingProducer(records -> null) {
            @Override
            public List<PartitionInfo> partitionsFor(String topic) {
                if (topic.equals("lectureChanged")) {
                    throw failure;
                }
                return super.partitionsFor(topic);
            }
        };
    }

    private static ReplayPublisher publisher(RefusingProducer producer) throws InterruptedException {
        return new ReplayPublisher(
                new RelayNames("shop"),
                new KafkaSettings("127.0.0.1:1", Duration.ofSeconds(1), Map.of(), null),
                new TopicSettings(1, null, 50, Map.of()),
                new Routes(new RoutingSettings(List.of(), Map.of(), null, null)),
                properties -> producer,
                new RecordHeader("replayed", "now".getBytes(UTF_8)));
    }
}
