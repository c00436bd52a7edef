package com.everyoneslecture.outbox.kafka;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BootstrapServersTest {

    // RFC 6761: no name below it is ever registered.
    private static final String UNKNOWN = "nobody.invalid";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1:9092",
                "[::1]:9092",
                "SASL_SSL://[::1]:9092",
                "SASL_SSL://127.0.0.1:9092",
                "127.0.0.1",
                UNKNOWN + ":9092, 127.0.0.1:9093"
            })
    void isContentWithOneServerThatHasAnAddress(String servers) {
        assertThatCode(() -> BootstrapServers.requireKnown(servers)).doesNotThrowAnyException();
    }

    @Test
    void namesServersThatHaveNoAddress() {
        assertThatThrownBy(() -> BootstrapServers.requireKnown(UNKNOWN + ":9092"))
                .hasRootCauseInstanceOf(UnknownHostException.class)
                .hasMessageContaining(UNKNOWN + ":9092");
    }
}
