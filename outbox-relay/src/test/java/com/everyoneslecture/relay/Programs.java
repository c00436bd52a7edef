package com.everyoneslecture.relay;

import com.everyoneslecture.relay.app.RelayProperties;
import com.everyoneslecture.relay.kafka.ProducerFactory;
import com.everyoneslecture.relay.replay.Replay;
import com.everyoneslecture.relay.verify.Report;
import com.everyoneslecture.relay.verify.Verification;
import com.everyoneslecture.relay.verify.VerifySettings;
import java.time.Clock;
import java.time.Duration;

/** Programs that an operator runs beside a relay, with the relay's properties. */
final class Programs {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int NAMED = 20;

    private Programs() {}

    static Report verify(RelayProperties properties) throws Exception {
        return verify(properties, PATIENCE);
    }

    /** @param patience how long to wait for the slot to confirm what the outbox has; zero where no relay runs that would do that */
    static Report verify(RelayProperties properties, Duration patience) throws Exception {
        return new Verification(
                        properties.database(),
                        properties.slot(),
                        properties.kafka(),
                        properties.routing(),
                        (what, done, total) -> {})
                .run(new VerifySettings(null, patience, NAMED));
    }

    static Replay replay(RelayProperties properties) {
        return replay(properties, ProducerFactory.KAFKA, Clock.systemUTC());
    }

    static Replay replay(RelayProperties properties, ProducerFactory producers, Clock clock) {
        return new Replay(
                properties.database(),
                properties.slot(),
                properties.kafka(),
                properties.topics(),
                properties.routing(),
                producers,
                clock);
    }
}
