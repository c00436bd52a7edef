package com.everyoneslecture.localstack;

import com.everyoneslecture.localstack.connect.ConnectorStatus;
import com.everyoneslecture.localstack.connect.WorkerRest;
import com.everyoneslecture.localstack.process.Health;
import java.io.IOException;
import java.net.ConnectException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Checks a connector through the REST interface of a Kafka Connect worker, and creates or updates it if needed. Thread-safe. */
final class ConnectorProbe {

    private final WorkerRest worker;
    private final Map<String, String> configuration;

    ConnectorProbe(int port, String connector, Map<String, String> configuration) {
        this.worker = new WorkerRest(port, connector);
        this.configuration = new HashMap<>(configuration);
        this.configuration.put("name", connector);
    }

    /** Returns the health of the connector's task. Sends two requests at most, each with a timeout of 10 s. */
    Health ask() {
        try {
            if (worker.configuration().filter(configuration::equals).isEmpty()) {
                worker.configure(configuration);
                return Health.down("the connector was created a moment ago");
            }
            return worker.status().map(ConnectorProbe::health).orElse(Health.down("there is no connector"));
        } catch (ConnectException e) {
            return Health.down("no process listens on " + worker.url());
        } catch (IOException e) {
            return Health.down(Optional.ofNullable(e.getMessage()).orElse(e.toString()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Health.down("interrupted");
        }
    }

    private static Health health(ConnectorStatus status) {
        if (status.isRunning()) {
            return Health.UP;
        }
        return Health.down("the task of the connector is " + status.task()
                + (status.failure() == null ? "" : ": " + status.failure()));
    }
}
