package com.everyoneslecture.localstack.control;

import java.util.Map;

/**
 * An answer of the control interface.
 *
 * @param status the HTTP status
 * @param body what is written as JSON
 */
record ControlAnswer(int status, Object body) {

    static ControlAnswer error(int status, String message) {
        return new ControlAnswer(status, Map.of("error", message));
    }
}
