package com.everyoneslecture.console.flow;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ReportedCauseTest {

    @Test
    void keepsWords() {
        assertThat(ReportedCause.of("no process listens on 127.0.0.1:9092"))
                .isEqualTo("no process listens on 127.0.0.1:9092");
        assertThat(ReportedCause.of("there is no {topic}\n of this name"))
                .isEqualTo("there is no {topic} of this name");
    }

    @Test
    void isBounded() {
        assertThat(ReportedCause.of("x".repeat(100_000))).hasSize(301).endsWith("…");
    }
}
