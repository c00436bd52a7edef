package com.everyoneslecture.console.demonstration;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A process of the system.
 *
 * @param state {@code running}, {@code paused} or {@code stopped}, in whatever way it was
 * @param health {@code up} or {@code down}
 * @param reason why it is down; null while it is up
 * @param pid null while there is no process
 * @param port of 127.0.0.1
 */
public record Component(
        String name,
        String state,
        String health,
        @Nullable String reason,
        @Nullable Long pid,
        int port) {

    /** As the launcher tells it. */
    static Component of(JsonNode told) {
        return new Component(
                told.path("name").asString(),
                switch (told.path("state").asString()) {
                    case "starting", "running" -> "running";
                    case "paused" -> "paused";
                    default -> "stopped";
                },
                told.path("healthy").asBoolean(false) ? "up" : "down",
                told.path("reason").isString() ? told.path("reason").stringValue() : null,
                told.path("pid").isNumber() ? told.path("pid").asLong() : null,
                told.path("port").asInt(0));
    }
}
