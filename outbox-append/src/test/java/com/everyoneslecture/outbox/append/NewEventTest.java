package com.everyoneslecture.outbox.append;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class NewEventTest {

    private static final TraceParent TRACE = new TraceParent("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01");

    @Test
    void hasAnIdOfItsOwnAndTheTimeOfNow() {
        NewEvent event = event().build();

        assertThat(event.eventId().version()).isEqualTo(7);
        assertThat(event.eventId()).isNotEqualTo(event().build().eventId());
        assertThat(event.occurredAt()).isCloseTo(Instant.now(), within(1, ChronoUnit.MINUTES));
        assertThat(event.traceParent()).isNull();
    }

    @Test
    void keepsEveryValue() {
        UUID id = UUID.randomUUID();
        Instant time = Instant.parse("2022-08-08T03:12:37.123456Z");

        NewEvent event = event().version(8)
                .eventId(id)
                .occurredAt(time)
                .traceParent(TRACE)
                .recordKey("customer-7")
                .header("tenant", "acme")
                .contentType("application/json")
                .build();

        assertThat(event)
                .isEqualTo(new NewEvent(
                        id,
                        "order",
                        "4711",
                        8L,
                        "OrderPlaced",
                        Payload.text("{}"),
                        time,
                        TRACE,
                        "customer-7",
                        Map.of("tenant", "acme"),
                        "application/json"));
    }

    @Test
    void leavesItsVersionToTheTableOnlyIfAskedTo() {
        assertThat(event().versionFromTable().build().aggregateVersion()).isNull();
        assertThatThrownBy(() -> NewEvent.builder("order", "4711")
                        .type("OrderPlaced")
                        .payload("{}")
                        .build())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("version(…)")
                .hasMessageContaining("versionFromTable()");
    }

    @Test
    void needsATypeAndAPayload() {
        assertThatThrownBy(() -> NewEvent.builder("order", "4711")
                        .version(1)
                        .payload("{}")
                        .build())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("type(…)");
        assertThatThrownBy(() -> NewEvent.builder("order", "4711")
                        .version(1)
                        .type("OrderPlaced")
                        .build())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("payload(…)");
    }

    @Test
    void canBePutIntoATrace() {
        NewEvent event = event().build();

        assertThat(event.withTraceParent(TRACE))
                .usingRecursiveComparison()
                .ignoringFields("traceParent")
                .isEqualTo(event);
        assertThat(event.withTraceParent(TRACE).traceParent()).isEqualTo(TRACE);
    }

    private static NewEvent.Builder event() {
        return NewEvent.builder("order", "4711").version(7).type("OrderPlaced").payload("{}");
    }
}
