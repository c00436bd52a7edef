package com.everyoneslecture.console.demonstration;

import com.everyoneslecture.console.flow.ReportedCause;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A process of the system.
 *
 * @param state {@code starting}, {@code running}, {@code paused}, {@code died} or, if an operation has ended it, {@code stopped}
 * @param health {@code up} or {@code down}
 * @param reason the reason why it is down in words, at most 300 characters; null while it is up
 * @param pid null while there is no process
 * @param port the port on 127.0.0.1
 * @param startingSeconds the time since it was started, in seconds; null unless it is starting
 * @param log the last lines of its log if it died; otherwise empty
 * @param remedy the commands that help if it died; otherwise null
 */
public record Component(
        String name,
        String state,
        String health,
        @Nullable String reason,
        @Nullable Long pid,
        int port,
        @Nullable Long startingSeconds,
        List<String> log,
        @Nullable String remedy) {

    private static final String STARTING = "starting";

    /** Reads a component from the launcher's answer. */
    static Component of(JsonNode reported) {
        return new Component(
                reported.path("name").asString(),
                switch (reported.path("state").asString()) {
                    case "starting" -> STARTING;
                    case "running" -> "running";
                    case "paused" -> "paused";
                    case "died" -> "died";
                    default -> "stopped";
                },
                reported.path("healthy").asBoolean(false) ? "up" : "down",
                reported.path("reason").isString()
                        ? ReportedCause.of(reported.path("reason").stringValue())
                        : null,
                reported.path("pid").isNumber() ? reported.path("pid").asLong() : null,
                reported.path("port").asInt(0),
                null,
                reported.path("log").valueStream().map(JsonNode::asString).toList(),
                reported.path("remedy").isString() ? reported.path("remedy").stringValue() : null);
    }

    boolean starts() {
        return state.equals(STARTING);
    }

    boolean serves() {
        return health.equals("up");
    }

    /** Returns the component as one that was started so many seconds ago. */
    Component starting(long seconds) {
        return new Component(name, STARTING, health, null, pid, port, seconds, List.of(), null);
    }
}
