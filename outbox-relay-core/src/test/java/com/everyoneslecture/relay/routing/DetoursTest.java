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

class DetoursTest {

    private static final Refusal TOO_LARGE =
            new Refusal(Refusal.Reason.TOO_LARGE, new RecordTooLargeException("too large"));
    private static final Refusal DENIED =
            new Refusal(Refusal.Reason.TOPIC_NOT_ALLOWED, new TopicAuthorizationException("denied"));

    private final OutboxEvent first = OutboxEvents.ofAggregate("1");
    private final OutboxEvent second = OutboxEvents.ofAggregate("2");
    private long nanos;
    private final Detours detours =
            new Detours(new Routes(new RoutingSettings(List.of(), Map.of(), null, null)), "relay.DLT", () -> nanos);

    @Test
    void leadToTheTopicOfTheAggregateType() {
        assertThat(topics()).containsExactly("categoryChanged", "categoryChanged");
    }

    @Test
    void leadARejectedEventAloneToTheDeadLetterTopic() {
        refuse(first, TOO_LARGE);

        assertThat(topics()).containsExactly("categoryChanged.DLT", "categoryChanged");
        assertThat(of(first).whole()).isTrue();
        assertThat(of(first).refusal()).isEqualTo(TOO_LARGE);
    }

    @Test
    void leaveThePayloadOutWhereEvenTheDeadLetterTopicRejectsIt() {
        refuse(first, TOO_LARGE);
        refuse(first, TOO_LARGE);

        assertThat(of(first).topic()).isEqualTo("categoryChanged.DLT");
        assertThat(of(first).whole()).isFalse();
        assertThatThrownBy(() -> refuse(first, TOO_LARGE)).isSameAs(TOO_LARGE.failure());
    }

    @Test
    void leadEveryEventOfADeniedTopicElsewhereForAWhile() {
        refuse(first, DENIED);
        assertThat(topics()).containsExactly("categoryChanged.DLT", "categoryChanged.DLT");

        nanos += Duration.ofSeconds(31).toNanos();
        assertThat(topics()).as("within a look at a batch").doesNotContain("categoryChanged");
        detours.forgetOldRefusals();
        assertThat(topics()).containsExactly("categoryChanged", "categoryChanged");
    }

    @Test
    void leadEventsWhoseTopicIsOneTooManyToTheDeadLetterTopicOfTheRelay() {
        Refusal tooMany = new Refusal(Refusal.Reason.TOO_MANY_TOPICS, new KafkaException("too many"));
        refuse(first, tooMany);

        assertThat(topics()).containsExactly("relay.DLT", "relay.DLT");
        assertThat(of(first).refusal()).isEqualTo(tooMany);
        nanos += Duration.ofSeconds(31).toNanos();
        assertThat(topics()).as("within a look at a batch").doesNotContain("categoryChanged");
        detours.forgetOldRefusals();
        assertThat(topics()).containsExactly("categoryChanged", "categoryChanged");
    }

    @Test
    void rememberSoManyRefusedTopicsAndThenTheirEventsAlone() {
        for (int topic = 0; topic < Routes.REMEMBERED; topic++) {
            OutboxEvent event = OutboxEvents.ofType("type" + topic);
            assertThat(detours.refuse(event, of(event), DENIED)).isTrue();
        }
        assertThat(detours.refuse(first, of(first), DENIED)).isFalse();
        assertThat(topics()).containsExactly("categoryChanged.DLT", "categoryChanged");

        detours.forgetEvents();
        assertThat(topics()).containsExactly("categoryChanged", "categoryChanged");
    }

    @Test
    void endAtTheLastResort() {
        refuse(first, DENIED);
        refuse(first, DENIED);

        assertThat(topics()).containsExactly("relay.DLT", "relay.DLT");
        assertThatThrownBy(() -> {
                    refuse(first, DENIED);
                    topics();
                })
                .isSameAs(DENIED.failure());
    }

    @Test
    void forgetARejectedEventWithItsBatch() {
        refuse(first, TOO_LARGE);
        detours.forgetEvents();

        assertThat(topics()).containsExactly("categoryChanged", "categoryChanged");
    }

    private void refuse(OutboxEvent event, Refusal refusal) {
        detours.refuse(event, of(event), refusal);
    }

    private Destination of(OutboxEvent event) {
        return detours.of(List.of(event)).get(0);
    }

    private List<String> topics() {
        return detours.of(List.of(first, second)).stream()
                .map(Destination::topic)
                .toList();
    }
}
