package com.everyoneslecture.relay.doctor;

import com.everyoneslecture.outbox.capture.finding.Finding;
import com.everyoneslecture.outbox.service.connect.ConnectorProbe;
import com.everyoneslecture.outbox.service.connect.ConnectorStatus;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Checks the connector that runs the relay, and the workers of Kafka Connect. */
public final class ConnectorCheck {

    private static final String AREA = "Kafka Connect";
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final List<URI> workers;
    private final ConnectorProbe probe;

    /**
     * Creates the check without a connection.
     *
     * @param workers the REST addresses of the workers, at least one
     */
    public ConnectorCheck(List<URI> workers, String connector) {
        this.workers = List.copyOf(workers);
        this.probe = new ConnectorProbe(
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .connectTimeout(PATIENCE)
                        .build(),
                workers,
                connector,
                PATIENCE);
    }

    List<Finding> findings() {
        List<Finding> findings = new ArrayList<>();
        ConnectorStatus status = null;
        try {
            for (URI worker : workers) {
                ConnectorStatus seen = ask(worker, findings);
                status = status == null ? seen : status;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        findings.add(
                status == null
                        ? Finding.fail(AREA, "connector", "no worker returns its status", null)
                                .advising("start the workers, or see their logs")
                        : finding(status));
        return findings;
    }

    private @Nullable ConnectorStatus ask(URI worker, List<Finding> findings) throws InterruptedException {
        try {
            ConnectorStatus status = probe.status(worker);
            findings.add(Finding.ok(AREA, "worker", worker + " is reachable"));
            return status;
        } catch (IOException e) {
            String why = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
            findings.add(Finding.warn(AREA, "worker", worker + " returns no status: " + why, null)
                    .advising("start the worker, or see its log"));
            return null;
        }
    }

    private static Finding finding(ConnectorStatus status) {
        if (status.isRunning()) {
            return Finding.ok(AREA, "connector", "its task runs on " + status.worker());
        }
        Finding failed = Finding.fail(AREA, "connector", String.valueOf(status.cause()), null);
        String remedy = status.remedy();
        return remedy == null ? failed : failed.advising(remedy);
    }
}
