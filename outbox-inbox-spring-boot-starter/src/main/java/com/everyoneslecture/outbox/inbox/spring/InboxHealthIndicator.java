package com.everyoneslecture.outbox.inbox.spring;

import com.everyoneslecture.outbox.inbox.Inbox;
import java.util.function.Function;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Reports a health of the inbox to Spring Boot 4. */
final class InboxHealthIndicator implements HealthIndicator {

    private final Inbox inbox;
    private final Function<Inbox, InboxHealth> kind;

    InboxHealthIndicator(Inbox inbox, Function<Inbox, InboxHealth> kind) {
        this.inbox = inbox;
        this.kind = kind;
    }

    @Override
    public Health health() {
        InboxHealth health = kind.apply(inbox);
        return (health.up() ? Health.up() : Health.down())
                .withDetails(health.details())
                .build();
    }
}
