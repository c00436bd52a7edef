package com.everyoneslecture.relay.command;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArgumentsTest {

    @Test
    void tellsConfigurationFromOptions() {
        Arguments arguments = Arguments.of(
                "--relay.slot.name=x",
                "replay",
                "--aggregate",
                "category/7.5",
                "--from=2026-11-22T09:30:00.5Z",
                "--relay.a.b");

        assertThat(arguments.configuration()).containsExactly("--relay.slot.name=x", "--relay.a.b");
        assertThat(arguments.command())
                .containsExactly("replay", "--aggregate", "category/7.5", "--from=2026-11-22T09:30:00.5Z");
        assertThat(arguments.nameCommand()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"doctor", "nonsense", "--help", "-h", "--version"})
    void takesItForACommand(String first) {
        assertThat(Arguments.of(first, "--relay.slot.name=x").nameCommand()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"--relay.slot.name=x", "--server.port=0", "--debug"})
    void takesItForTheRelay(String only) {
        assertThat(Arguments.of(only).nameCommand()).isFalse();
        assertThat(Arguments.of().nameCommand()).isFalse();
    }
}
