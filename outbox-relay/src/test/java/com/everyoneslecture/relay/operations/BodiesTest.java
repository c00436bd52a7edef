package com.everyoneslecture.relay.operations;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.everyoneslecture.outbox.capture.table.EventSelection;
import com.everyoneslecture.relay.verify.VerifySettings;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.http.HttpStatus;

class BodiesTest {

    @Test
    void sayWhichEvents() throws IOException {
        assertThat(selection("""
                        {"ids": ["01990b7e-3c5f-7d22-9a55-6f0c8f0f2f11"], "aggregateType": "category",
                         "aggregateId": "최종", "from": "2026-11-22T09:00:00Z", "to": "2026-11-22T10:00:00Z"}
                        """))
                .isEqualTo(new EventSelection(
                        List.of(UUID.fromString("01990b7e-3c5f-7d22-9a55-6f0c8f0f2f11")),
                        "category",
                        "최종",
                        Instant.parse("2026-11-22T09:00:00Z"),
                        Instant.parse("2026-11-22T10:00:00Z")));
        assertThat(selection("{\"ids\": [], \"aggregateId\": \"7\"}"))
                .isEqualTo(new EventSelection(List.of(), null, "7", null, null));
    }

    @Test
    void sayHowToVerify() throws IOException {
        assertThat(verification("{}")).isEqualTo(new VerifySettings(null, Duration.ofSeconds(30), 20));
        assertThat(verification("{\"since\": \"2026-11-22T09:00:00Z\", \"waitSeconds\": 0, \"limit\": 1}"))
                .isEqualTo(new VerifySettings(Instant.parse("2026-11-22T09:00:00Z"), Duration.ZERO, 1));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "{}                                     | 422 | no events are selected",
                "{\"ids\": []}                          | 422 | no events are selected",
                "{\"aggregateId\": null}                | 422 | no events are selected",
                "{\"aggregateId\": \"\"}                | 422 | aggregateId is empty",
                "{\"aggregateType\": \"a\\u0000\"}      | 422 | aggregateType has invalid characters",
                "{\"aggregateId\": \"\\ud800\"}         | 422 | aggregateId has invalid characters",
                "{\"ids\": [\"7\"]}                     | 422 | ids: '7' is not an event id",
                "{\"ids\": [null]}                      | 422 | ids: 'null' is not an event id",
                "{\"ids\": [\"1-1-1-1-1\"]}             | 422 | ids: '1-1-1-1-1' is not an event id",
                "{\"from\": \"yesterday\"}              | 422 | from 'yesterday' is not a time",
                "{\"to\": \"+1000000-01-01T00:00:00Z\"} | 422 | is not between the years 1 and 9999",
                "{\"from\": \"2026-11-22T10:00:00Z\", \"to\": \"2026-11-22T10:00:00Z\"} | 422 | from must be before to",
                "{\"agregateId\": \"7\", \"ids\": []}   | 400 | There is no field 'agregateId'",
                "{\"aggregateId\": \"7\", \"aggregateId\": \"8\"} | 400 | not valid JSON",
                "{\"aggregateId\": {}}                  | 400 | 'aggregateId' has the wrong type at line 1",
                "{\"aggregateId\": \"7\"} {}            | 400 | at line 1",
                "[]                                     | 400 | at line 1",
                "{\"aggregateId\":                      | 400 | not valid JSON at line 1",
                "null                                   | 400 | must be a JSON object",
            })
    void areRefusedInWords(String body, int status, String words) {
        RequestRejectedException rejection = rejection(() -> selection(body));

        assertThat(rejection.status().value()).isEqualTo(status);
        assertThat(rejection).hasMessageContaining(words);
    }

    @Test
    void areRefusedForAllThatIsWrongAtOnce() {
        assertThat(rejection(() -> selection("{\"aggregateId\": \"\", \"from\": \"a\", \"to\": \"b\"}")))
                .hasMessageContaining("aggregateId is empty")
                .hasMessageContaining("from 'a'")
                .hasMessageContaining("to 'b'");
        assertThat(rejection(() -> verification("{\"waitSeconds\": 601, \"limit\": -1}")))
                .hasMessage("waitSeconds must be from 0 to 600; limit must be from 0 to 1000.");
    }

    @Test
    void areRefusedWithoutAnythingInThem() {
        assertThat(rejection(() -> selection("")).status()).isEqualTo(HttpStatus.BAD_REQUEST);
    }

    @Test
    void areBounded() {
        String body = "{\"aggregateId\": \"" + "x".repeat(65_536) + "\"}";

        assertThat(rejection(() -> selection(body)).status()).isEqualTo(HttpStatus.CONTENT_TOO_LARGE);
    }

    private static EventSelection selection(String body) throws IOException {
        return Bodies.read(stream(body), ReplayRequest.class).selection();
    }

    private static VerifySettings verification(String body) throws IOException {
        return Bodies.read(stream(body), VerificationRequest.class).settings();
    }

    private static ByteArrayInputStream stream(String body) {
        return new ByteArrayInputStream(body.getBytes(UTF_8));
    }

    private static RequestRejectedException rejection(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        return Objects.requireNonNull(
                catchThrowableOfType(RequestRejectedException.class, call), "this must be refused");
    }
}
