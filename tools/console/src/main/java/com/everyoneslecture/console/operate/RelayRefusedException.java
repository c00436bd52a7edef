package com.everyoneslecture.console.operate;

import org.springframework.http.ResponseEntity;
import tools.jackson.databind.JsonNode;

/** The relay rejected a request. Its answer is passed on to the client. */
public final class RelayRefusedException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final transient ResponseEntity<JsonNode> answer;

    RelayRefusedException(ResponseEntity<JsonNode> answer) {
        super("the relay rejected the request: " + answer.getStatusCode());
        this.answer = answer;
    }

    /** Returns the relay's answer. */
    public ResponseEntity<JsonNode> answer() {
        return answer;
    }
}
