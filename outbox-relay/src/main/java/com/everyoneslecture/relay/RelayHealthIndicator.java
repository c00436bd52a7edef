package com.everyoneslecture.relay;

import com.everyoneslecture.relay.RelayState.Backoff;
import com.everyoneslecture.relay.RelayState.Halted;
import com.everyoneslecture.relay.RelayState.Streaming;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Up while events flow; otherwise down, with the cause and, where a person has to act, the remedy. */
final class RelayHealthIndicator implements HealthIndicator {

    private final Supervisor supervisor;

    RelayHealthIndicator(Supervisor supervisor) {
        this.supervisor = supervisor;
    }

    @Override
    public Health health() {
        RelayState state = supervisor.state();
        String probeFailure = supervisor.probeFailure();
        Health.Builder health = state instanceof Streaming && probeFailure == null ? Health.up() : Health.down();
        health.withDetail("state", state.name());
        if (probeFailure != null) {
            health.withDetail("cause", probeFailure);
        }
        if (state instanceof Backoff backoff) {
            health.withDetail("cause", backoff.cause())
                    .withDetail("until", backoff.until().toString());
        }
        if (state instanceof Halted halted) {
            health.withDetail("cause", halted.cause())
                    .withDetail("remedy", halted.remedy())
                    .withDetail("until", halted.until().toString());
        }
        return health.build();
    }
}
