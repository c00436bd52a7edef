package com.everyoneslecture.chaos.load;

import static org.assertj.core.api.Assertions.assertThat;

import com.everyoneslecture.outbox.event.Bytes;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class OrderEventTest {

    @Test
    void knowsTheContentOfTheRecord() {
        OrderEvent event = new OrderEvent(
                UUID.randomUUID(),
                3,
                2,
                "OrderPaid",
                "{}",
                null,
                "고객-1000001",
                Map.of("a", "b"),
                null,
                null,
                1_234_567);
        assertThat(event.content().timeMillis()).isEqualTo(1_234);
        OrderEvent tombstone = new OrderEvent(
                event.id(), 3, 2, "OrderPaid", null, null, "고객-1000001", Map.of("a", "b"), null, null, 1_234_567);
        assertThat(event.content().differences(tombstone.content())).isEqualTo("value");
        OrderEvent bytes = new OrderEvent(
                event.id(),
                3,
                2,
                "OrderPaid",
                null,
                Bytes.of("{}"),
                "고객-1000001",
                Map.of("a", "b"),
                null,
                null,
                1_234_567);
        assertThat(event.content()).isEqualTo(bytes.content());
        OrderEvent typed = new OrderEvent(
                event.id(), 3, 2, "OrderPaid", "{}", null, null, Map.of("a", "b"), "text/plain", null, 1_234_567);
        assertThat(event.content().differences(typed.content())).isEqualTo("key, headers");
    }
}
