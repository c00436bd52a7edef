package com.everyoneslecture.console.rest;

import io.swagger.v3.oas.annotations.Operation;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** What a page, or a script, has to know first. */
@RestController
public class SessionApi {

    private final Session session;

    public SessionApi(Session session) {
        this.session = session;
    }

    @GetMapping("/api/session")
    @Operation(
            summary =
                    "The token that every change needs, in the header X-Console-Token, and what this console looks at.")
    public Session session() {
        return session;
    }

    /**
     * What it is.
     *
     * @param demonstration whether anything may be changed and broken
     * @param token for the header of requests that change something; another one after each start
     */
    public record Session(boolean demonstration, String token, String topic, String group, String slot) {

        /** Without the token. */
        @Override
        public String toString() {
            return "Session[demonstration=" + demonstration + "]";
        }
    }
}
