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
                        """)).isEqualTo("db: 연결 거부; kafka: DOWN");
    }

    @Test
    void namesTheCauseAndTheRemedyAndNoFigures() {
        assertThat(reason("""
                        {"status": "DOWN", "components": {
                            "relay": {"status": "DOWN", "details": {"state": "backoff", "capture": "wal",
                                "cause": "cannot reach Kafka", "until": "2026-01-01T00:00:00Z",
                                "slot": {"walStatus": "reserved", "lagBytes": 120}}},
                            "projector": {"status": "DOWN", "details": {"state": "halted", "cause": "no topic",
                                "remedy": "create it"}}}}
                        """)).isEqualTo("relay: cannot reach Kafka; projector: no topic; remedy: create it");
    }

    @Test
    void namesTheCausesOfTheParts() {
        assertThat(reason("""
                        {"status": "DOWN", "components": {
                            "relay": {"status": "DOWN", "details": {"state": "streaming",
                                "slot": {"walStatus": "unreserved", "danger": "the slot is about to be lost",
                                    "remedy": "raise max_slot_wal_keep_size"}}},
                            "inbox": {"status": "DOWN", "details": {
                                "orders": {"state": "polling"}, "stock": {"state": "backoff", "cause": "연결 거부"}}},
                            "diskSpace": {"status": "DOWN", "details": {"free": 0, "exists": true}}}}
                        """))
                .isEqualTo("relay: slot: the slot is about to be lost; remedy: raise max_slot_wal_keep_size;"
                        + " inbox: stock: 연결 거부; diskSpace: free=0, exists=true");
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
