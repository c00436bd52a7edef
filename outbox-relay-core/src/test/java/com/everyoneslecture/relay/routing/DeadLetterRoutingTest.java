package com.everyoneslecture.relay.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.everyoneslecture.outbox.event.OutboxEvent;
import com.everyoneslecture.testservices.OutboxEvents;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.junit.jupiter.api.Test;

class DeadLetterRoutingTest {

    private static final Rejection TOO_LARGE =
            new Rejection(Rejection.Reason.TOO_LARGE, new RecordTooLargeException("too large"));
    private static final Rejection DENIED =
            new Rejection(Rejection.Reason.TOPIC_NOT_ALLOWED, new TopicAuthorizationException("denied"));

    private final OutboxEvent first = OutboxEvents.ofAggregate("1");
    private final OutboxEvent second = OutboxEvents.ofAggregate("2");
    private long nanos;
    private final DeadLetterRouting routing = new DeadLetterRouting(
            new Routes(new RoutingSettings(List.of(), Map.of(), null, null)), "relay.DLT", () -> nanos);

    @Test
    void leadToTheTopicOfTheAggregateType() {
        assertThat(topics()).containsExactly("categoryChanged", "categoryChanged");
    }

    @Test
    void leadARejectedEventAloneToTheDeadLetterTopic() {
        reject(first, TOO_LARGE);

        assertThat(topics()).containsExactly("categoryChanged.DLT", "categoryChanged");
        assertThat(of(first).whole()).isTrue();
        assertThat(of(first).rejection()).isEqualTo(TOO_LARGE);
    }

    @Test
    void leaveThePayloadOutWhereEvenTheDeadLetterTopicRejectsIt() {
        reject(first, TOO_LARGE);
        reject(first, TOO_LARGE);

        assertThat(of(first).topic()).isEqualTo("categoryChanged.DLT");
        assertThat(of(first).whole()).isFalse();
        assertThatThrownBy(() -> reject(first, TOO_LARGE)).isSameAs(TOO_LARGE.failure());
    }

    @Test
    void leadEveryEventOfADeniedTopicElsewhereForAWhile() {
        reject(first, DENIED);
        assertThat(topics()).containsExactly("categoryChanged.DLT", "categoryChanged.DLT");

        nanos += Duration.ofSeconds(31).toNanos();
        assertThat(topics()).as("within a pass over a batch").doesNotContain("categoryChanged");
        routing.forgetOldRejections();
        assertThat(topics()).containsExactly("categoryChanged", "categoryChanged");
    }

    @Test
    void leadEventsWhoseTopicIsOneTooManyToTheDeadLetterTopicOfTheRelay() {
        Rejection tooMany = new Rejection(Rejection.Reason.TOO_MANY_TOPICS, new KafkaException("too many"));
        reject(first, tooMany);

        assertThat(topics()).containsExactly("relay.DLT", "relay.DLT");
        assertThat(of(first).rejection()).isEqualTo(tooMany);
        nanos += Duration.ofSeconds(31).toNanos();
        assertThat(topics()).as("within a pass over a batch").doesNotContain("categoryChanged");
        routing.forgetOldRejections();
        assertThat(topics()).containsExactly("categoryChanged", "categoryChanged");
    }

    @Test
    void rememberSoManyRefusedTopicsAndThenTheirEventsAlone() {
        for (int topic = 0; topic < Routes.REMEMBERED; topic++) {
            OutboxEvent event = OutboxEvents.ofType("type" + topic);
            assertThat(routing.reject(event, of(event), DENIED)).isTrue();
        }
        assertThat(routing.reject(first, of(first), DENIED)).isFalse();
        assertThat(topics()).containsExactly("categoryChanged.DLT", "categoryChanged");

        routing.forgetEvents();
        assertThat(topics()).containsExactly("categoryChanged", "categoryChanged");
    }

    @Test
    void endAtTheLastResort() {
        reject(first, DENIED);
        reject(first, DENIED);

        assertThat(topics()).containsExactly("relay.DLT", "relay.DLT");
        assertThatThrownBy(() -> {
                    reject(first, DENIED);
                    topics();
                })
                .isSameAs(DENIED.failure());
    }

    @Test
    void forgetARejectedEventWithItsBatch() {
        reject(first, TOO_LARGE);
        routing.forgetEvents();

        assertThat(topics()).containsExactly("categoryChanged", "categoryChanged");
    }

    private void reject(OutboxEvent event, Rejection rejection) {
        routing.reject(event, of(event), rejection);
    }

    private Destination of(OutboxEvent event) {
        return routing.of(List.of(event)).get(0);
    }

    private List<String> topics() {
        return routing.of(List.of(first, second)).stream()
                .map(Destination::topic)
                .toList();
    }
}
