package com.everyoneslecture.outbox.connect;

import com.everyoneslecture.outbox.capture.wal.WalCapture;
import com.everyoneslecture.outbox.retry.FailurePolicy;
import com.everyoneslecture.relay.engine.RelayRemedies;
import com.everyoneslecture.relay.engine.StreamingSessions;
import com.everyoneslecture.relay.engine.Supervisor;
import com.everyoneslecture.relay.kafka.ProducerFactory;
import com.everyoneslecture.relay.report.RelayState;
import com.everyoneslecture.relay.report.StateLog;
import java.time.Clock;
import java.time.Duration;
import org.awaitility.Awaitility;

/** The relay with separate producers, on the slot and the brokers of a connector. */
final class EmbeddedRelay implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Supervisor supervisor;

    private EmbeddedRelay(Supervisor supervisor) {
        this.supervisor = supervisor;
    }

    /** On the slot of the connector. */
    static EmbeddedRelay start(ConnectorFixture fixture) {
        return start(TaskSettings.require(fixture.configuration()));
    }

    static EmbeddedRelay start(TaskSettings settings) {
        StateLog log = new StateLog();
        EmbeddedRelay relay = new EmbeddedRelay(new Supervisor(
                new StreamingSessions(
                        settings.stream(),
                        settings.section().probeInterval(),
                        log,
                        ProducerFactory.KAFKA,
                        WalCapture::start),
                new FailurePolicy(
                        new RelayRemedies("outbox_relay", settings.slot().outbox())),
                settings.supervisor(),
                log,
                Clock.systemUTC()));
        relay.supervisor.start();
        return relay;
    }

    /** Returns when it is in a state of this kind. */
    EmbeddedRelay await(Class<? extends RelayState> state) {
        Awaitility.await("relay " + state.getSimpleName())
                .pollInterval(Duration.ofMillis(10))
                .atMost(PATIENCE)
                .until(() -> state.isInstance(supervisor.state()));
        return this;
    }

    @Override
    public void close() {
        supervisor.close();
    }
}
