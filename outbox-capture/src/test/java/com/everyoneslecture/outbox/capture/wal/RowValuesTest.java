package com.everyoneslecture.outbox.capture.wal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.nio.ByteBuffer;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RowValuesTest {

    private final RowValues values = new RowValues(2);

    @ParameterizedTest
    @ValueSource(longs = {0, 7, -1, 42, Long.MAX_VALUE, Long.MIN_VALUE})
    void readsNumbers(long number) {
        read(ByteBuffer.allocate(8).putLong(number).array(), null);
        assertThat(values.number(0)).isEqualTo(number);
    }

    @Test
    void readsIds() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int round = 0; round < 1_000; round++) {
            UUID id = new UUID(random.nextLong(), random.nextLong());
            read(
                    new byte[0],
                    ByteBuffer.allocate(16)
                            .putLong(id.getMostSignificantBits())
                            .putLong(id.getLeastSignificantBits())
                            .array());
            assertThat(values.uuid(1)).as("seed %d", seed).isEqualTo(id);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 4, 9, 15, 17})
    void refusesNumbersAndIdsOfAnotherLength(int length) {
        read(new byte[length], null);
        assertThatIllegalStateException().isThrownBy(() -> values.number(0));
        assertThatIllegalStateException().isThrownBy(() -> values.uuid(0));
    }

    @Test
    void keepsTextAndBytesAsTheyCame() {
        byte[] payload = new byte[256];
        for (int index = 0; index < payload.length; index++) {
            payload[index] = (byte) index;
        }
        read(new byte[0], payload);
        assertThat(values.bytes(0).bytes()).isEmpty();
        assertThat(values.bytes(1).bytes()).isEqualTo(payload);
        read(new byte[0], text("{\"이름\":\"최종테스트 🎓\"}"));
        assertThat(values.bytes(1)).hasToString("{\"이름\":\"최종테스트 🎓\"}");
        assertThat(values.isNull(1)).isFalse();
    }

    @Test
    void readsTheTextOfJson() {
        read(text("\u0001{}"), text("\u0002{}"));
        assertThat(values.jsonOrNull(0)).hasToString("{}");
        assertThatIllegalStateException()
                .isThrownBy(() -> values.jsonOrNull(1))
                .withMessage("jsonb of an unknown version: 2");
    }

    @Test
    void knowsWhatIsNull() {
        read(text("x"), null);
        assertThat(values.isNull(1)).isTrue();
        assertThat(values.bytesOrNull(1)).isNull();
        assertThat(values.jsonOrNull(1)).isNull();
    }

    @Test
    void readsNamesHoweverManyThereAre() {
        String long300 = "가".repeat(100);
        for (int round = 0; round < 2; round++) {
            for (int number = 0; number < 5_000; number++) {
                read(text("type" + number), text(long300 + number));
                assertThat(values.string(0)).isEqualTo("type" + number);
                assertThat(values.string(1)).isEqualTo(long300 + number);
            }
        }
    }

    @Test
    void decodesANameOnce() {
        read(text("category"), text("분류"));
        String first = values.string(0);
        read(text("category"), text("분류"));
        assertThat(values.string(0)).isSameAs(first);
    }

    @Test
    void refusesWhatIsNotBinary() {
        ByteBuffer row = ByteBuffer.wrap(new byte[] {'t', 0, 0, 0, 0});
        values.begin(row);
        assertThatIllegalStateException()
                .isThrownBy(() -> values.read(row, 0))
                .withMessage("a value that is not sent in binary form: t");
    }

    /** Reads values that follow other bytes, as in a message. */
    private void read(byte[] first, byte @Nullable [] second) {
        ByteBuffer row = ByteBuffer.allocate(2_000);
        row.put(new byte[7]);
        put(row, first);
        put(row, text("passed over"));
        put(row, second);
        ByteBuffer sliced = row.flip().position(7).slice();
        values.begin(sliced);
        values.read(sliced, 0);
        values.read(sliced, -1);
        values.read(sliced, 1);
        assertThat(sliced.hasRemaining()).isFalse();
    }

    private static byte[] text(String text) {
        return text.getBytes(UTF_8);
    }

    private static void put(ByteBuffer row, byte @Nullable [] value) {
        if (value == null) {
            row.put((byte) 'n');
        } else {
            row.put((byte) 'b').putInt(value.length).put(value);
        }
    }
}
