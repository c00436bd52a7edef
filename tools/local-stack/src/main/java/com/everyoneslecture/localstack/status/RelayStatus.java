package com.everyoneslecture.localstack.status;

import com.everyoneslecture.localstack.LocalServer;
import com.everyoneslecture.localstack.Readiness;
import org.jspecify.annotations.Nullable;

/**
 * The relay, as it describes itself.
 *
 * @param name {@code outbox-relay}
 * @param state {@code streaming}, {@code standby}, {@code backoff}, …
 * @param capture {@code debezium} or {@code wal}
 * @param unknown why nothing is known; the two before it are null then
 */
public record RelayStatus(
        String name,
        @Nullable String state,
        @Nullable String capture,
        @Nullable String unknown) {

    private static final String READINESS = "/actuator/health/readiness";

    static RelayStatus of(LocalServer relay) {
        return new Readiness(relay.port(), READINESS)
                .details("relay")
                .map(details -> new RelayStatus(relay.name(), details.get("state"), details.get("capture"), null))
                .orElseGet(() -> unknown(relay, "no answer from 127.0.0.1:" + relay.port()));
    }

    static RelayStatus unknown(LocalServer relay, String why) {
        return new RelayStatus(relay.name(), null, null, why);
    }
}
