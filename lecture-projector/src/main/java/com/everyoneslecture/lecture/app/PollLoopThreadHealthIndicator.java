package com.everyoneslecture.lecture.app;

import com.everyoneslecture.outbox.inbox.PollLoop;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/** For liveness: only a loop whose thread has died is past helping itself. */
@Component
final class PollLoopThreadHealthIndicator implements HealthIndicator {

    private final PollLoop loop;

    PollLoopThreadHealthIndicator(PollLoop loop) {
        this.loop = loop;
    }

    @Override
    public Health health() {
        return loop.isAlive() ? Health.up().build() : Health.down().build();
    }
}
