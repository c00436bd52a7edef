package com.everyoneslecture.relay.command;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RelayCommandsTest {

    @Test
    void namesItsCommands() {
        Ran help = Ran.of("--help");
        assertThat(help.status()).isZero();
        assertThat(help.out()).contains("doctor", "verify", "replay", "adopt", "Exit status");
        assertThat(Ran.of("--version").out()).startsWith("outbox-relay ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"doctor", "verify", "replay", "adopt"})
    void explainsEachCommand(String command) {
        Ran help = Ran.of(command, "--help");
        assertThat(help.status()).isZero();
        assertThat(help.out()).contains("Usage: outbox-relay " + command);
    }

    @Test
    void explainsWhatVerifyReadsOfTheRelay() {
        assertThat(Ran.of("verify", "--help").out())
                .contains("it uses only the last safe point", "lost, unpublished, doubled, misordered or a phantom");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "nonsense                  | unknown command 'nonsense'; the commands are: doctor, verify, replay, adopt",
                "doctor --nonsense         | Unknown option: '--nonsense'",
                "verify --wait soon        | 'soon' is not a duration",
                "verify --since yesterday  | 'yesterday' is not a time",
                "verify --since +300000-01-01T00:00:00Z | of the years 1 to 9999",
                "replay                    | no events are selected",
                "replay --aggregate 7      | '7' is not TYPE/ID",
                "replay --id 7             | Invalid value",
                "replay --from 2026-11-22T10:00:00Z --to 2026-11-22T10:00:00Z | --from must be before --to",
            })
    void saysWhatItDoesNotUnderstand(String line, String message) {
        Ran ran = Ran.of(line.split(" +", -1));
        assertThat(ran.status()).isEqualTo(2);
        assertThat(ran.err()).contains(message).doesNotContain("\tat ");
        assertThat(ran.out()).isEmpty();
    }
}
