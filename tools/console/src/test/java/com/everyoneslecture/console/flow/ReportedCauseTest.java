package com.everyoneslecture.console.flow;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ReportedCauseTest {

    @Test
    void keepsWords() {
        assertThat(ReportedCause.of("no program listens on 127.0.0.1:9092"))
                .isEqualTo("no program listens on 127.0.0.1:9092");
        assertThat(ReportedCause.of("there is no {topic}\n of this name"))
                .isEqualTo("there is no {topic} of this name");
    }

    @Test
    void takesTheCauseFromTheLaunchersListOfDetails() {
        assertThat(ReportedCause.of(
                        "relay: state=backoff, capture=wal, cause=no broker answers, until=2026-11-30T03:00:00Z, "
                                + "slot={\"walStatus\":\"reserved\",\"lagBytes\":1234}"))
                .isEqualTo("no broker answers");
        assertThat(ReportedCause.of("db: error=연결 거부; inbox: state=stopped, cause=the database is away"))
                .isEqualTo("연결 거부; the database is away");
    }

    @Test
    void takesTheCauseOfTheComponentThatIsDownFromAHealth() {
        assertThat(ReportedCause.of("""
                        503: {"status":"DOWN","components":{"db":{"status":"UP","details":{"error":"no"}},
                        "relay":{"status":"DOWN","details":{"state":"backoff","cause":"no broker","slot":{"danger":"later"}}}}}""")).isEqualTo("no broker");
    }

    @Test
    void showsNoJsonWithoutACause() {
        assertThat(ReportedCause.of("relay: state=starting, slot={\"lagBytes\":1}"))
                .doesNotContain("{")
                .startsWith("relay: state=starting");
        assertThat(ReportedCause.of("{\"status\":\"DOWN\"}")).isEmpty();
    }

    @Test
    void isBounded() {
        assertThat(ReportedCause.of("x".repeat(100_000))).hasSize(301).endsWith("…");
    }
}
