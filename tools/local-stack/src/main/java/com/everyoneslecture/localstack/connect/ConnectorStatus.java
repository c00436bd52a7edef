package com.everyoneslecture.localstack.connect;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The status of a connector with one task, as a worker of Kafka Connect reports it.
 *
 * @param connector the state of the connector: {@code RUNNING}, {@code PAUSED}, {@code STOPPED}, {@code FAILED} …
 * @param task the state of its task; {@code UNASSIGNED} if it has none
 * @param worker the REST address of the task's worker; null if there is no task
 * @param failure the first line of the failure's trace; null if nothing has failed
 */
public record ConnectorStatus(
        String connector,
        String task,
        @Nullable String worker,
        @Nullable String failure) {

    private static final String RUNNING = "RUNNING";
    private static final String FAILED = "FAILED";
    private static final String UNASSIGNED = "UNASSIGNED";

    static ConnectorStatus of(JsonNode status) {
        JsonNode connector = status.path("connector");
        JsonNode task = status.path("tasks").path(0);
        String failure = firstLine(task);
        return new ConnectorStatus(
                connector.path("state").asString(UNASSIGNED),
                task.path("state").asString(UNASSIGNED),
                task.path("worker_id").asString(null),
                failure == null ? firstLine(connector) : failure);
    }

    /** Returns whether the task runs. */
    public boolean isRunning() {
        return task.equals(RUNNING);
    }

    /** Returns whether the connector or its task has failed, so that an operator must restart it. */
    public boolean hasFailed() {
        return task.equals(FAILED) || connector.equals(FAILED);
    }

    private static @Nullable String firstLine(JsonNode part) {
        return part.path("trace").asString("").lines().findFirst().orElse(null);
    }
}
