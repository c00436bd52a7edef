package com.everyoneslecture.outbox.inbox.spring;

import com.everyoneslecture.outbox.inbox.Inbox;
import com.everyoneslecture.outbox.inbox.LoopState;
import com.everyoneslecture.outbox.inbox.LoopState.Backoff;
import com.everyoneslecture.outbox.inbox.LoopState.Halted;
import com.everyoneslecture.outbox.inbox.LoopState.Polling;
import java.util.Map;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Reports up if every topic is read, and otherwise the cause and the remedy. */
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
        states.forEach((topic, state) -> health.withDetail(topic, text(state)));
        return health.build();
    }

    private static String text(LoopState state) {
        if (state instanceof Backoff backoff) {
            return "backoff: " + backoff.cause();
        }
        return state instanceof Halted halted
                ? "halted: " + halted.cause() + "; remedy: " + halted.remedy()
                : state.label();
    }
}
