package com.everyoneslecture.outbox.capture.wal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RowTextTest {

    private final RowText text = new RowText(2);

    @ParameterizedTest
    @ValueSource(
            longs = {0, 7, -1, 42, 999_999_999_999_999_999L, 1_000_000_000_000_000_000L, Long.MAX_VALUE, Long.MIN_VALUE
            })
    void readsNumbers(long number) {
        read(Long.toString(number), null);
        assertThat(text.number(0)).isEqualTo(number);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-", "1x", "9223372036854775808", "1.0"})
    void refusesWhatIsNoNumber(String value) {
        read(value, null);
        assertThatThrownBy(() -> text.number(0)).isInstanceOf(NumberFormatException.class);
    }

    @Test
    void readsIds() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int round = 0; round < 1_000; round++) {
            UUID id = new UUID(random.nextLong(), random.nextLong());
            read("x", id.toString());
            assertThat(text.uuid(1)).as("seed %d", seed).isEqualTo(id);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0190a0a0-0000-7000-8000-00000000000g", "0190a0a0x0000-7000-8000-000000000001"})
    void refusesWhatIsNoId(String value) {
        read(value, null);
        assertThatIllegalArgumentException().isThrownBy(() -> text.uuid(0));
    }

    @Test
    void keepsTextAsItCame() {
        read("", "{\"이름\":\"최종테스트 🎓\"}");
        assertThat(text.utf8(0).bytes()).isEmpty();
        assertThat(text.utf8(1)).hasToString("{\"이름\":\"최종테스트 🎓\"}");
        assertThat(text.isNull(1)).isFalse();
    }

    @Test
    void knowsWhatIsNull() {
        read("x", null);
        assertThat(text.isNull(1)).isTrue();
    }

    @Test
    void readsNamesHoweverManyThereAre() {
        String long300 = "가".repeat(100);
        for (int round = 0; round < 2; round++) {
            for (int number = 0; number < 5_000; number++) {
                read("type" + number, long300 + number);
                assertThat(text.string(0)).isEqualTo("type" + number);
                assertThat(text.string(1)).isEqualTo(long300 + number);
            }
        }
    }

    @Test
    void decodesANameOnce() {
        read("category", "분류");
        String first = text.string(0);
        read("category", "분류");
        assertThat(text.string(0)).isSameAs(first);
    }

    @Test
    void refusesWhatIsNotText() {
        ByteBuffer row = ByteBuffer.wrap(new byte[] {'b', 0, 0, 0, 0});
        text.begin(row);
        assertThatIllegalStateException()
                .isThrownBy(() -> text.read(row, 0))
                .withMessage("a value that is not sent as text: b");
    }

    /** Behind other bytes, as in a message. */
    private void read(String first, @Nullable String second) {
        ByteBuffer row = ByteBuffer.allocate(2_000);
        row.put(new byte[7]);
        put(row, first);
        put(row, "passed over");
        put(row, second);
        ByteBuffer sliced = row.flip().position(7).slice();
        text.begin(sliced);
        text.read(sliced, 0);
        text.read(sliced, -1);
        text.read(sliced, 1);
        assertThat(sliced.hasRemaining()).isFalse();
    }

    private static void put(ByteBuffer row, @Nullable String value) {
        if (value == null) {
            row.put((byte) 'n');
        } else {
            byte[] bytes = value.getBytes(UTF_8);
            row.put((byte) 't').putInt(bytes.length).put(bytes);
        }
    }
}
