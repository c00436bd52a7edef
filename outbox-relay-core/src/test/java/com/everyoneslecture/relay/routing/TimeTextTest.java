package com.everyoneslecture.relay.routing;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TimeTextTest {

    private static final Instant YEAR_0 = Instant.parse("0000-01-01T00:00:00Z");
    private static final Instant YEAR_10_000 = Instant.parse("+10000-01-01T00:00:00Z");

    private final TimeText text = new TimeText();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2022-08-08T03:12:37.123456Z",
                "2022-08-08T03:12:37.000001Z",
                "2022-08-08T03:12:37.120Z",
                "2022-08-08T03:12:37.001Z",
                "2022-08-08T03:12:37Z",
                "2022-08-08T00:00:00Z",
                "1970-01-01T00:00:00Z",
                "1969-12-31T23:59:59.999999Z",
                "0000-01-01T00:00:00Z",
                "9999-12-31T23:59:59.999999Z"
            })
    void writesATimeAsItIsRead(String time) {
        assertThat(of(Instant.parse(time))).isEqualTo(time);
    }

    @Test
    void writesEachTimeAsInstantDoes() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        long first = micros(YEAR_0);
        long end = micros(YEAR_10_000);
        for (int round = 0; round < 10_000; round++) {
            // Every other one is in the second of the one before.
            Instant time = Instant.EPOCH.plus(random.nextLong(first, end), ChronoUnit.MICROS);
            assertThat(of(time)).as("seed %d", seed).isEqualTo(time.toString());
            Instant next = time.truncatedTo(ChronoUnit.SECONDS).plusMillis(random.nextInt(1_000));
            assertThat(of(next)).as("seed %d", seed).isEqualTo(next.toString());
        }
    }

    @Test
    void hasNoTextForYearsOfMoreThanFourDigits() {
        assertThat(text.of(micros(YEAR_10_000))).isNull();
        assertThat(text.of(micros(YEAR_0) - 1)).isNull();
        assertThat(text.of(Long.MAX_VALUE)).isNull();
        assertThat(text.of(Long.MIN_VALUE)).isNull();
    }

    private String of(Instant time) {
        return new String(text.of(micros(time)), US_ASCII);
    }

    private static long micros(Instant time) {
        return time.getEpochSecond() * 1_000_000 + time.getNano() / 1_000;
    }
}
