package com.everyoneslecture.outbox.inbox.spring;

import com.everyoneslecture.outbox.inbox.Inbox;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Reports down if a thread of the inbox has died. For liveness, because only a restart helps then. */
final class InboxThreadsHealthIndicator implements HealthIndicator {

    private final Inbox inbox;

    InboxThreadsHealthIndicator(Inbox inbox) {
        this.inbox = inbox;
    }

    @Override
    public Health health() {
        return inbox.isAlive() ? Health.up().build() : Health.down().build();
    }
}
