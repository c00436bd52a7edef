package com.everyoneslecture.console.flow;

import com.everyoneslecture.console.flow.ServiceProbe.Reading;
import com.everyoneslecture.outbox.service.connect.ConnectorProbe;
import com.everyoneslecture.outbox.service.connect.ConnectorStatus;
import java.io.IOException;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;

/** Reads the state of the connector that runs the relay from Kafka Connect. Kafka Connect has no metrics of the relay. */
final class ConnectorReader implements Callable<Reading> {

    private static final Duration PATIENCE = Duration.ofSeconds(3);

    /** The connector always uses the product's own reader. */
    private static final String CAPTURE = "wal";

    /** Distinguishes it from a frozen process. */
    private static final String PAUSED = "connector-paused";

    private final ConnectorProbe probe;

    /** Connects to nothing yet. */
    ConnectorReader(HttpClient http, FlowSettings.Connect connect) {
        this.probe = new ConnectorProbe(http, connect.workers(), connect.connector(), PATIENCE);
    }

    @Override
    public Reading call() throws IOException, InterruptedException {
        ConnectorStatus status = probe.status();
        return new Reading(
                status.isRunning(),
                status.state().equals("paused") ? PAUSED : status.state(),
                CAPTURE,
                status.cause(),
                status.remedy(),
                new MetricsText(Map.of()));
    }
}
