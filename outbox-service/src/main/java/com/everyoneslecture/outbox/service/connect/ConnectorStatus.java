package com.everyoneslecture.outbox.service.connect;

import java.net.URI;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The status of the connector that runs the relay, in one task.
 *
 * @param connector the URL of the connector at the worker that reported the status
 * @param state {@code running}, {@code paused}, {@code stopped}, {@code failed}, {@code unassigned}, {@code restarting},
 *     or {@code missing} if there is no such connector
 * @param worker the REST address of the worker that has the task; null if none has
 * @param failure the first line of the trace of the task or the connector that has failed; null if none has
 */
public record ConnectorStatus(
        URI connector,
        String state,
        @Nullable String worker,
        @Nullable String failure) {

    private static final String RUNNING = "running";
    private static final String FAILED = "failed";
    private static final String PAUSED = "paused";
    private static final String STOPPED = "stopped";
    private static final String UNASSIGNED = "unassigned";
    private static final String MISSING = "missing";

    static ConnectorStatus missing(URI connector) {
        return new ConnectorStatus(connector, MISSING, null, null);
    }

    static ConnectorStatus of(URI connector, JsonNode status) {
        JsonNode whole = status.path("connector");
        JsonNode task = status.path("tasks").path(0);
        String ofWhole = state(whole);
        // A connector that is stopped, or has failed to start, has no task.
        boolean decides = ofWhole.equals(FAILED) || ofWhole.equals(STOPPED) || ofWhole.equals(PAUSED);
        JsonNode deciding = decides ? whole : task;
        return new ConnectorStatus(
                connector,
                state(deciding),
                task.path("worker_id").asString(null),
                deciding.path("trace").asString("").lines().findFirst().orElse(null));
    }

    /** Returns whether the task runs. */
    public boolean isRunning() {
        return state.equals(RUNNING);
    }

    /** Returns the reason why the connector does not publish; null if its task runs. */
    public @Nullable String cause() {
        return switch (state) {
            case RUNNING -> null;
            case MISSING -> "there is no connector at " + connector;
            case UNASSIGNED -> "no worker has the task of the connector";
            case FAILED -> failure == null ? "the task of the connector has failed" : failure;
            default -> "the connector is " + state;
        };
    }

    /** Returns the action that an operator must take; null if none is needed. */
    public @Nullable String remedy() {
        return switch (state) {
            case MISSING -> "create the connector: PUT " + connector + "/config";
            case FAILED -> "correct the cause, then POST " + connector + "/restart?includeTasks=true&onlyFailed=true";
            case PAUSED, STOPPED -> "PUT " + connector + "/resume";
            case UNASSIGNED -> "wait for the rebalance of the workers, or see their logs";
            default -> null;
        };
    }

    private static String state(JsonNode part) {
        return part.path("state").asString(UNASSIGNED).toLowerCase(Locale.ROOT);
    }
}
