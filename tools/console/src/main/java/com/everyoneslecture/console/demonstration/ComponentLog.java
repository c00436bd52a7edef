package com.everyoneslecture.console.demonstration;

import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * The end of a component's log, from which the launcher has removed secrets.
 *
 * @param name the component
 * @param lines the last lines, at most 200, the oldest first
 */
public record ComponentLog(String name, List<String> lines) {

    /** Reads the launcher's answer. */
    static ComponentLog of(JsonNode answer) {
        return new ComponentLog(
                answer.path("name").asString(),
                answer.path("lines").valueStream().map(JsonNode::asString).toList());
    }
}
