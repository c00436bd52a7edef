package com.everyoneslecture.outbox.kafka;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BootstrapServersTest {

    // RFC 6761: nobody ever has a name below it.
    private static final String NOBODY = "nobody.invalid";

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1:9092", "[::1]:9092", "127.0.0.1", NOBODY + ":9092, 127.0.0.1:9093"})
    void isContentWithOneServerThatHasAnAddress(String servers) {
        assertThatCode(() -> BootstrapServers.requireKnown(servers)).doesNotThrowAnyException();
    }

    @Test
    void namesServersThatNobodyKnows() {
        assertThatThrownBy(() -> BootstrapServers.requireKnown(NOBODY + ":9092"))
                .hasRootCauseInstanceOf(UnknownHostException.class)
                .hasMessageContaining(NOBODY + ":9092");
    }
}
