package com.everyoneslecture.localstack;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class ReadinessTest {

    @Test
    void namesEveryPartThatIsDownWithItsReason() {
        assertThat(reason("""
                        {"status": "DOWN", "components": {
                            "db": {"status": "DOWN", "details": {"error": "연결 거부"}},
                            "kafka": {"status": "DOWN"},
                            "readinessState": {"status": "UP"}}}
                        """)).isEqualTo("db: error=연결 거부; kafka: DOWN");
    }

    @Test
    void saysTheStatusWhereTheServiceTellsNoMore() {
        assertThat(reason("{\"status\": \"OUT_OF_SERVICE\"}")).isEqualTo("readiness is OUT_OF_SERVICE");
    }

    @Test
    void readsTheTextsOfAPartThatIsUpOrDown() {
        assertThat(Readiness.details(new JsonMapper().readTree("""
                        {"status": "DOWN", "components": {
                            "relay": {"status": "DOWN", "details": {"state": "backoff", "capture": "wal", "slot": {}}},
                            "readinessState": {"status": "UP"}}}
                        """), "relay"))
                .isEqualTo(Map.of("state", "backoff", "capture", "wal"));
        assertThat(Readiness.details(new JsonMapper().readTree("{\"status\": \"UP\"}"), "relay"))
                .isEmpty();
    }

    private static String reason(String health) {
        return Readiness.reason(new JsonMapper().readTree(health));
    }
}
