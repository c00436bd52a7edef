package com.everyoneslecture.outbox.inbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The forms in which keys and headers are stored and shown. */
class ParkedFormatTest {

    @Test
    void packsHeadersInTheirOrderWithRepeatedNamesAndNulls() {
        Headers headers = new RecordHeaders()
                .add("a", "1".getBytes(UTF_8))
                .add("열쇠", new byte[] {0, -1})
                .add("a", null)
                .add("", new byte[0]);

        assertThat(PackedHeaders.unpack(PackedHeaders.pack(headers)).toArray()).isEqualTo(headers.toArray());
        assertThat(PackedHeaders.unpack(PackedHeaders.pack(new RecordHeaders())).toArray())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"42", "a b", "열쇠", "\"quoted\""})
    void showsReadableKeysAsTheyAre(String key) {
        assertThat(KeyText.of(key.getBytes(UTF_8))).isEqualTo(key);
        assertThat(KeyText.parse(key)).isEqualTo(key.getBytes(UTF_8));
    }

    @ParameterizedTest
    @CsvSource({"'', \\x", "ff00, \\xff00", "5c7834, \\x5c7834", "410a, \\x410a"})
    void showsOtherKeysInHexadecimalDigits(String hexadecimal, String shown) {
        byte[] key = HexFormat.of().parseHex(hexadecimal);

        assertThat(KeyText.of(key)).isEqualTo(shown);
        assertThat(KeyText.parse(shown)).isEqualTo(key);
    }

    @Test
    void rejectsDigitsThatAreNotHexadecimal() {
        assertThatThrownBy(() -> KeyText.parse("\\xzz")).isInstanceOf(IllegalArgumentException.class);
    }
}
