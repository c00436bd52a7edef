package com.everyoneslecture.outbox.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SampledTraceTest {

    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String SPAN = "00f067aa0ba902b7";

    @ParameterizedTest
    @ValueSource(strings = {"00-%s-%s-01", "00-%s-%s-03", "00-%s-%s-ff", "cc-%s-%s-01"})
    void readsARecordedTrace(String form) {
        assertThat(SampledTrace.of(form.formatted(TRACE, SPAN).getBytes(UTF_8)))
                .isEqualTo(new SampledTrace(TRACE, SPAN));
    }

    @ParameterizedTest
    @ValueSource(strings = {"00-%s-%s-00", "00-%s-%s-02", "00-%s-%s-fe"})
    void ignoresATraceThatIsNotRecorded(String form) {
        assertThat(SampledTrace.of(form.formatted(TRACE, SPAN).getBytes(UTF_8))).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "00-ab-cd-01",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-0",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-x",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-0G",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-x1",
                "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
                "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
                "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
                "00_4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
                "00-4bf92f3577b34da6a3ce929d0e0e473\uD55C00f067aa0ba902b7-01"
            })
    void ignoresAMalformedOne(String value) {
        assertThat(SampledTrace.of(value.getBytes(UTF_8))).isNull();
    }

    @Test
    void ignoresAMissingOne() {
        assertThat(SampledTrace.of(null)).isNull();
    }
}
