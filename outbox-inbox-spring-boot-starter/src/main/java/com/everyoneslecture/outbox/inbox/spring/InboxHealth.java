package com.everyoneslecture.outbox.inbox.spring;

import com.everyoneslecture.outbox.inbox.Inbox;
import com.everyoneslecture.outbox.inbox.LoopState;
import com.everyoneslecture.outbox.inbox.LoopState.Backoff;
import com.everyoneslecture.outbox.inbox.LoopState.Halted;
import com.everyoneslecture.outbox.inbox.LoopState.Polling;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The health of an inbox, for the indicators of Spring Boot 3.5 and of 4.
 *
 * @param up false if an operator or a restart may be needed
 * @param details the details for operators, in order
 */
record InboxHealth(boolean up, Map<String, Object> details) {

    /**
     * Returns up if the loops of all topics poll; otherwise the cause and, if an operator must act, the remedy. If the
     * inbox has one topic, its details are at the top level; otherwise each topic has its details under its name. Part
     * of readiness.
     */
    static InboxHealth ofTopics(Inbox inbox) {
        Map<String, LoopState> states = inbox.states();
        Map<String, Object> details = new LinkedHashMap<>();
        if (states.size() == 1) {
            states.values().forEach(state -> details.putAll(details(state)));
        } else {
            states.forEach((topic, state) -> details.put(topic, details(state)));
        }
        return new InboxHealth(states.values().stream().allMatch(Polling.class::isInstance), details);
    }

    /** Returns down if a thread of the inbox has died. For liveness, because only a restart helps then. */
    static InboxHealth ofThreads(Inbox inbox) {
        return new InboxHealth(inbox.isAlive(), Map.of());
    }

    private static Map<String, Object> details(LoopState state) {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("state", state.label());
        if (state instanceof Backoff backoff) {
            details.put("cause", backoff.cause());
            details.put("until", backoff.until());
        } else if (state instanceof Halted halted) {
            details.put("cause", halted.cause());
            details.put("remedy", halted.remedy());
        }
        return details;
    }
}
