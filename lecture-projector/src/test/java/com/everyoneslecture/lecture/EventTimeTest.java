package com.everyoneslecture.lecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.DateTimeException;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventTimeTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2022-08-08T03:12:37Z",
                "2022-08-08T03:12:37.1Z",
                "2022-08-08T03:12:37.123456Z",
                "2022-08-08T03:12:37.123456789Z",
                "2024-02-29T23:59:59.999Z",
                "0001-01-01T00:00:00Z",
                "1969-12-31T23:59:59.5Z",
                "9999-12-31T23:59:59.999999999Z",
                "2022-08-08T24:00:00Z",
                "2022-08-08t03:12:37z",
                "+12022-08-08T03:12:37Z"
            })
    void readsWhatAFormatterReads(String text) {
        assertThat(EventTime.parse(text)).isEqualTo(Instant.parse(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Z",
                "2022-08-08T03:12:37",
                "2022-08-08T03:12:37.1234567890Z",
                "2022-08-08T03:12:37,5Z",
                "2022-08-08T03:12:3７Z",
                "2022-02-30T03:12:37Z",
                "2022-13-01T03:12:37Z",
                "2022-08-08T25:12:37Z",
                "2022-08-08T03:60:37Z",
                "2022-08-08 03:12:37Z"
            })
    void refusesWhatAFormatterRefuses(String text) {
        assertThatExceptionOfType(DateTimeException.class).isThrownBy(() -> Instant.parse(text));
        assertThatExceptionOfType(DateTimeException.class).isThrownBy(() -> EventTime.parse(text));
    }
}
