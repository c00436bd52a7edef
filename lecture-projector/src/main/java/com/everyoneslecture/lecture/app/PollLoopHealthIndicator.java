package com.everyoneslecture.lecture.app;

import com.everyoneslecture.outbox.inbox.LoopState;
import com.everyoneslecture.outbox.inbox.LoopState.Backoff;
import com.everyoneslecture.outbox.inbox.LoopState.Halted;
import com.everyoneslecture.outbox.inbox.LoopState.Polling;
import com.everyoneslecture.outbox.inbox.PollLoop;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/** Ready is who polls; anything else says why not and, where a person has to act, how. */
@Component
final class PollLoopHealthIndicator implements HealthIndicator {

    private final PollLoop loop;

    PollLoopHealthIndicator(PollLoop loop) {
        this.loop = loop;
    }

    @Override
    public Health health() {
        LoopState state = loop.state();
        Health.Builder health = state instanceof Polling ? Health.up() : Health.down();
        health.withDetail("state", state.label());
        if (state instanceof Backoff backoff) {
            health.withDetail("cause", backoff.cause()).withDetail("until", backoff.until());
        } else if (state instanceof Halted halted) {
            health.withDetail("cause", halted.cause()).withDetail("remedy", halted.remedy());
        }
        return health.build();
    }
}
