package com.everyoneslecture.localstack.connect;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** The workers of a Kafka Connect cluster, for one connector. Any worker can answer; the first that responds does. Thread-safe. */
public final class ConnectCluster {

    private final List<WorkerRest> workers;

    /**
     * Sends nothing yet.
     *
     * @param ports the ports of the workers on 127.0.0.1
     */
    public ConnectCluster(List<Integer> ports, String connector) {
        this.workers =
                ports.stream().map(port -> new WorkerRest(port, connector)).toList();
    }

    /**
     * Returns the status of the connector; empty if there is no such connector.
     *
     * @throws IOException if no worker responds in time, or the first that responds reports an error
     */
    public Optional<ConnectorStatus> status() throws IOException, InterruptedException {
        return first(WorkerRest::status);
    }

    /**
     * Pauses the connector: its task reads nothing more, and stays.
     *
     * @throws IOException if no worker does so
     */
    public void pause() throws IOException, InterruptedException {
        request("PUT", "/pause");
    }

    /**
     * Stops the connector: its task ends.
     *
     * @throws IOException if no worker does so
     */
    public void stop() throws IOException, InterruptedException {
        request("PUT", "/stop");
    }

    /**
     * Lets a paused or stopped connector run; a deleted one stays deleted.
     *
     * @throws IOException if no worker does so
     */
    public void resume() throws IOException, InterruptedException {
        if (status().isPresent()) {
            request("PUT", "/resume");
        }
    }

    /**
     * Restarts the connector and its task.
     *
     * @throws IOException if no worker does so
     */
    public void restart() throws IOException, InterruptedException {
        request("POST", "/restart?includeTasks=true");
    }

    /**
     * Deletes the connector if it exists.
     *
     * @throws IOException if no worker does so
     */
    public void delete() throws IOException, InterruptedException {
        if (status().isPresent()) {
            request("DELETE", "");
        }
    }

    private void request(String method, String path) throws IOException, InterruptedException {
        first(worker -> {
            worker.request(method, path);
            return Optional.of(path);
        });
    }

    /** A request to one worker. */
    @FunctionalInterface
    private interface Request<T> {
        Optional<T> to(WorkerRest worker) throws IOException, InterruptedException;
    }

    private <T> Optional<T> first(Request<T> request) throws IOException, InterruptedException {
        IOException failure = new IOException("there is no worker");
        for (WorkerRest worker : workers) {
            try {
                return request.to(worker);
            } catch (IOException e) {
                failure = e;
            }
        }
        throw failure;
    }
}
