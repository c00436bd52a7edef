package com.everyoneslecture.localstack.status;

import com.everyoneslecture.localstack.LocalServer;
import com.everyoneslecture.localstack.Readiness;
import com.everyoneslecture.localstack.connect.ConnectCluster;
import com.everyoneslecture.localstack.connect.ConnectorStatus;
import java.io.IOException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The status of the relay, as it reports itself.
 *
 * @param name {@code outbox-relay}, or {@code connector} if Kafka Connect runs the relay
 * @param state {@code streaming}, {@code standby}, {@code backoff}, …; of a connector, the state of its task and its worker
 * @param capture {@code debezium} or {@code wal}
 * @param unknown the reason why nothing is known; the two before it are null then
 */
public record RelayStatus(
        String name,
        @Nullable String state,
        @Nullable String capture,
        @Nullable String unknown) {

    private static final String CONNECTOR = "connector";
    private static final String READINESS = "/actuator/health/readiness";

    static RelayStatus of(LocalServer relay) {
        return new Readiness(relay.port(), READINESS)
                .details("relay")
                .map(details -> new RelayStatus(relay.name(), details.get("state"), details.get("capture"), null))
                .orElseGet(() -> unknown(relay, "no answer from 127.0.0.1:" + relay.port()));
    }

    /** Returns the status of the relay that runs as a connector. */
    static RelayStatus of(ConnectCluster cluster) {
        try {
            return cluster.status()
                    .map(RelayStatus::of)
                    .orElse(new RelayStatus(CONNECTOR, null, null, "there is no connector yet"));
        } catch (IOException e) {
            return new RelayStatus(CONNECTOR, null, null, "no worker of Kafka Connect returns its status");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new RelayStatus(CONNECTOR, null, null, "interrupted");
        }
    }

    private static RelayStatus of(ConnectorStatus status) {
        String task = status.task().toLowerCase(Locale.ROOT);
        String where = status.worker() == null ? "" : " on " + status.worker();
        String why = status.failure() == null ? "" : ": " + status.failure();
        return new RelayStatus(CONNECTOR, task + where + why, "wal", null);
    }

    static RelayStatus unknown(LocalServer relay, String why) {
        return new RelayStatus(relay.name(), null, null, why);
    }
}
