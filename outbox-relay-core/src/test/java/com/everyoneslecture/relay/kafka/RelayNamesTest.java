package com.everyoneslecture.relay.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RelayNamesTest {

    @Test
    void areThoseOfTheSlotUnlessTheRelayHasAName() {
        assertThat(RelayNames.of("orders", kafka(null)).ledger()).isEqualTo("outbox-relay.orders.ledger");
        assertThat(RelayNames.of("orders", kafka("eu.shop")).ledger()).isEqualTo("outbox-relay.eu.shop.ledger");
        assertThat(RelayNames.of("orders", kafka("eu.shop")).transactionalIds())
                .containsExactly("outbox-relay.eu.shop", "outbox-relay.eu.shop.alternate");
    }

    private static KafkaSettings kafka(@Nullable String name) {
        return new KafkaSettings("127.0.0.1:9092", Duration.ofSeconds(1), Map.of(), name);
    }
}
