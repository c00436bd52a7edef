package com.everyoneslecture.outbox.inbox.spring;

import com.everyoneslecture.outbox.inbox.Inbox;
import com.everyoneslecture.outbox.inbox.LoopState;
import com.everyoneslecture.outbox.inbox.LoopState.Backoff;
import com.everyoneslecture.outbox.inbox.LoopState.Halted;
import com.everyoneslecture.outbox.inbox.LoopState.Polling;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * Reports up if the loops of all topics poll; otherwise it reports the cause and, if an operator must act, the remedy.
 * If the inbox has one topic, its details are at the top level; otherwise each topic has its details under its name.
 */
final class InboxHealthIndicator implements HealthIndicator {

    private final Inbox inbox;

    InboxHealthIndicator(Inbox inbox) {
        this.inbox = inbox;
    }

    @Override
    public Health health() {
        Map<String, LoopState> states = inbox.states();
        boolean up = states.values().stream().allMatch(Polling.class::isInstance);
        Health.Builder health = up ? Health.up() : Health.down();
        if (states.size() == 1) {
            states.values().forEach(state -> details(state).forEach(health::withDetail));
        } else {
            states.forEach((topic, state) -> health.withDetail(topic, details(state)));
        }
        return health.build();
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
