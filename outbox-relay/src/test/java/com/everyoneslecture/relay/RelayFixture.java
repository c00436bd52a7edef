package com.everyoneslecture.relay;

import com.everyoneslecture.outbox.capture.CaptureFactory;
import com.everyoneslecture.outbox.capture.CaptureSettings;
import com.everyoneslecture.outbox.capture.Connector;
import com.everyoneslecture.outbox.capture.jdbc.DatabaseSettings;
import com.everyoneslecture.outbox.capture.slot.SlotSettings;
import com.everyoneslecture.outbox.capture.slot.WalWatchSettings;
import com.everyoneslecture.outbox.retry.BackoffSettings;
import com.everyoneslecture.outbox.retry.FailurePolicy;
import com.everyoneslecture.relay.app.Captures;
import com.everyoneslecture.relay.app.RelayProperties;
import com.everyoneslecture.relay.engine.RelayRemedies;
import com.everyoneslecture.relay.engine.StreamingSessions;
import com.everyoneslecture.relay.engine.Supervisor;
import com.everyoneslecture.relay.engine.SupervisorSettings;
import com.everyoneslecture.relay.kafka.KafkaSettings;
import com.everyoneslecture.relay.kafka.ProducerFactory;
import com.everyoneslecture.relay.kafka.TopicSettings;
import com.everyoneslecture.relay.operations.OperationsSettings;
import com.everyoneslecture.relay.publish.KafkaSession;
import com.everyoneslecture.relay.publish.PublisherState;
import com.everyoneslecture.relay.report.RelayListener;
import com.everyoneslecture.relay.report.RelayState;
import com.everyoneslecture.relay.report.StateLog;
import com.everyoneslecture.relay.retention.RetentionSettings;
import com.everyoneslecture.relay.routing.ChannelSettings;
import com.everyoneslecture.testservices.TestDatabase;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import org.awaitility.Awaitility;

/**
 * A relay without the process around it, on a database and a broker of the test's choice. Its topic and its slot are named
 * after the database, so that tests that share the servers do not meet.
 */
final class RelayFixture implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /**
     * The capture of the tests: Debezium's connector, as the relay's default. {@code -Dcapture=wal} selects the other one; the
     * profile {@code both-captures} takes precedence.
     */
    static final Connector CONNECTOR =
            Connector.valueOf(System.getProperty("tagged.capture", System.getProperty("capture", "debezium"))
                    .toUpperCase(Locale.ROOT));

    private final RelayProperties properties;
    private final Supervisor supervisor;

    RelayFixture(RelayProperties properties) {
        this(properties, new StateLog(), ProducerFactory.KAFKA);
    }

    RelayFixture(RelayProperties properties, RelayListener listener, ProducerFactory producers) {
        this(properties, listener, producers, new Captures());
    }

    RelayFixture(
            RelayProperties properties, RelayListener listener, ProducerFactory producers, CaptureFactory captures) {
        this.properties = properties;
        this.supervisor = new Supervisor(
                new StreamingSessions(properties.stream(), properties.probeInterval(), listener, producers, captures),
                new FailurePolicy(new RelayRemedies(
                        properties.database().username(), properties.slot().outbox())),
                new SupervisorSettings(properties.probeInterval(), properties.probePatience(), properties.backoff()),
                listener,
                Clock.systemUTC());
    }

    static RelayFixture on(TestDatabase database, String bootstrapServers) {
        return new RelayFixture(properties(database, bootstrapServers));
    }

    static RelayProperties properties(TestDatabase database, String bootstrapServers) {
        return properties(database.jdbcUrl(), database.name(), database.password("outbox_relay"), bootstrapServers);
    }

    static RelayProperties properties(String jdbcUrl, String name, String password, String bootstrapServers) {
        return properties(jdbcUrl, name, password, bootstrapServers, Duration.ofMillis(50));
    }

    static RelayProperties properties(
            String jdbcUrl, String name, String password, String bootstrapServers, Duration acknowledgeInterval) {
        return new RelayProperties(
                new DatabaseSettings(jdbcUrl, "outbox_relay", password, Map.of()),
                new SlotSettings("slot_" + name, "outbox", "public.outbox", Duration.ofSeconds(5)),
                new CaptureSettings(CONNECTOR, Duration.ofMillis(2), acknowledgeInterval, 2048, Map.of()),
                new WalWatchSettings(Duration.ofMinutes(1)),
                new RetentionSettings(true, Duration.ofDays(30), 7, Duration.ofHours(1)),
                new KafkaSettings(bootstrapServers, Duration.ofSeconds(3), Map.of(), null),
                new TopicSettings(
                        6,
                        null,
                        50,
                        Map.of("retention.ms", "-1", "message.timestamp.after.max.ms", "9223372036854775807")),
                List.of(),
                Map.of("out-categoryChanged", new ChannelSettings("categoryChanged-" + name, null)),
                null,
                null,
                new OperationsSettings(false, List.of()),
                new BackoffSettings(Duration.ofMillis(50), Duration.ofMillis(500), Duration.ofSeconds(1)),
                Duration.ofMillis(200),
                Duration.ofSeconds(5));
    }

    /** Returns the properties of the same relay, on another database or with another login. */
    static RelayProperties withDatabase(RelayProperties relay, DatabaseSettings database) {
        return with(relay, database, relay.capture());
    }

    /** Returns the properties of the same relay, with this capture. */
    static RelayProperties withConnector(RelayProperties relay, Connector connector) {
        return with(
                relay,
                relay.database(),
                new CaptureSettings(connector, Duration.ofMillis(2), Duration.ofMillis(50), 2048, Map.of()));
    }

    private static RelayProperties with(RelayProperties relay, DatabaseSettings database, CaptureSettings capture) {
        return new RelayProperties(
                database,
                relay.slot(),
                capture,
                relay.walWatch(),
                relay.retention(),
                relay.kafka(),
                relay.topics(),
                relay.routes(),
                relay.channels(),
                relay.otherwise(),
                relay.ceSource(),
                relay.operations(),
                relay.backoff(),
                relay.probeInterval(),
                relay.probePatience());
    }

    /** The Kafka side of a session that would publish as this relay does. */
    static KafkaSession kafka(RelayProperties properties) {
        return new KafkaSession(
                properties.slot().name(),
                properties.kafka(),
                properties.topics(),
                properties.routing(),
                ProducerFactory.KAFKA,
                new PublisherState());
    }

    static String topic(TestDatabase database) {
        return "categoryChanged-" + database.name();
    }

    static String slot(TestDatabase database) {
        return "slot_" + database.name();
    }

    RelayProperties properties() {
        return properties;
    }

    RelayFixture start() {
        supervisor.start();
        return this;
    }

    RelayFixture startAndStream() {
        start();
        await(RelayState.Streaming.class);
        return this;
    }

    <S extends RelayState> S await(Class<S> state) {
        return state.cast(await(state::isInstance));
    }

    RelayState await(Predicate<RelayState> expected) {
        // Returns the state that was found, because the next poll may find another one.
        return Awaitility.await()
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(20))
                .until(supervisor::state, expected);
    }

    Supervisor supervisor() {
        return supervisor;
    }

    @Override
    public void close() {
        supervisor.close();
    }
}
