package com.everyoneslecture.chaos.stack;

import com.everyoneslecture.chaos.observe.NoJudgementException;
import com.everyoneslecture.localstack.connect.ConnectCluster;
import com.everyoneslecture.localstack.connect.ConnectorStatus;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The operator of Kafka Connect: restarts a connector whose task has failed, because Kafka Connect itself does not. The service retries by
 * itself. It records the cause of each restart, and whether the relay has halted, because Kafka Connect may also fail the task itself. Thread-safe.
 */
final class Operator {

    private static final long PAUSE_MILLIS = 1_000;
    private static final long END_MILLIS = 15_000;

    /** The connector writes it between cause and remedy if the relay has halted. */
    private static final String REMEDY = " — to do: ";

    private final Optional<ConnectCluster> cluster;
    private final Thread thread = new Thread(this::run, "operator");
    private final List<String> interventions = new CopyOnWriteArrayList<>();
    private final Queue<String> halts = new ConcurrentLinkedQueue<>();
    private volatile @Nullable Throwable failure;

    /** @param cluster the cluster that it operates; empty if there is none, and then it does nothing */
    Operator(Optional<ConnectCluster> cluster) {
        this.cluster = cluster;
        thread.setDaemon(true);
    }

    void start() {
        if (cluster.isPresent()) {
            thread.start();
        }
    }

    /** Resumes a connector that is paused or stopped, if a worker answers. */
    void resume() throws InterruptedException {
        if (cluster.isPresent()) {
            try {
                cluster.get().resume();
            } catch (IOException e) {
                interventions.add("could not resume the connector: " + e.getMessage());
            }
        }
    }

    /** Returns the restarts with their causes, oldest first. */
    List<String> interventions() {
        return List.copyOf(interventions);
    }

    /**
     * Returns the causes of the halts since the last call, each with its worker, oldest first.
     *
     * @throws NoJudgementException if the operator's thread has ended, and restarts nothing any more
     */
    List<String> halts() {
        Throwable ended = failure;
        if (ended != null) {
            throw new NoJudgementException("the operator of Kafka Connect has ended: " + ended, ended);
        }
        List<String> since = new ArrayList<>();
        for (String halt = halts.poll(); halt != null; halt = halts.poll()) {
            since.add(halt);
        }
        return since;
    }

    /** Ends the operator's thread. */
    void end() throws InterruptedException {
        thread.interrupt();
        thread.join(END_MILLIS);
    }

    private void run() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                operate(cluster.orElseThrow());
                TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException | Error e) {
            failure = e;
        }
    }

    private void record(ConnectorStatus failed) {
        String cause = String.valueOf(failed.failure());
        interventions.add("restarted the task on " + failed.worker() + ": " + cause);
        if (cause.contains(REMEDY)) {
            halts.add(failed.worker() + ": " + cause);
        }
    }

    private void operate(ConnectCluster connect) throws InterruptedException {
        try {
            Optional<ConnectorStatus> failed = connect.status().filter(ConnectorStatus::hasFailed);
            if (failed.isPresent()) {
                connect.restart();
                record(failed.get());
            }
        } catch (IOException e) {
            // No worker answers, or not yet: the next poll repeats the request.
            return;
        }
    }
}
