package com.everyoneslecture.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.everyoneslecture.db.Schema;
import com.everyoneslecture.outbox.capture.Capture;
import com.everyoneslecture.outbox.capture.CaptureSettings;
import com.everyoneslecture.outbox.capture.Connector;
import com.everyoneslecture.outbox.capture.EventConsumer;
import com.everyoneslecture.outbox.capture.PreparedCapture;
import com.everyoneslecture.outbox.capture.jdbc.DatabaseSettings;
import com.everyoneslecture.outbox.capture.slot.SlotSettings;
import com.everyoneslecture.outbox.event.OutboxEvent;
import com.everyoneslecture.relay.app.Captures;
import com.everyoneslecture.testservices.TestDatabase;
import com.everyoneslecture.testservices.TestPostgres;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.apache.kafka.connect.errors.RetriableException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Behaviour specific to Debezium: its metrics, its settings, its log, and the exception that makes its engine drop a batch. */
@Timeout(240)
class DebeziumCaptureIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final String OF_DEBEZIUM = "application_name like 'Debezium%' and datname = current_database()";

    private final TestDatabase database = TestPostgres.shared().create(Schema.CATEGORY);
    private final OutboxFixture outbox = new OutboxFixture(database);
    private final SlotSettings slot =
            new SlotSettings("debezium_" + database.name(), "outbox", "public.outbox", Duration.ofSeconds(5));
    private final MBeanServer beans = ManagementFactory.getPlatformMBeanServer();
    private final List<OutboxEvent> taken = new CopyOnWriteArrayList<>();

    DebeziumCaptureIT() {
        outbox.execute("select pg_create_logical_replication_slot('" + slot.name() + "', 'pgoutput')");
    }

    @AfterEach
    void dropSlot() {
        await().atMost(PATIENCE).until(this::isFree);
        outbox.dropSlot(slot.name());
    }

    @Test
    void hasDebeziumsMetricsWithFurtherSettingsWhileItStreamsAndNoneAfterwards() throws Exception {
        ObjectName streaming = new ObjectName(
                "debezium.postgres:type=connector-metrics,context=streaming,server=" + slot.name() + ",team=Shop");
        try (Capture capture =
                start(Map.of("max.queue.size", "300", "custom.metric.tags", "team=Shop"), taken::addAll)) {
            outbox.append("1");
            await().atMost(PATIENCE).until(() -> taken.size() == 1);
            assertThat(beans.getAttribute(streaming, "Connected")).isEqualTo(true);
            assertThat(beans.getAttribute(streaming, "QueueTotalCapacity")).isEqualTo(300);
            assertThat((long) beans.getAttribute(streaming, "TotalNumberOfEventsSeen"))
                    .isPositive();
            assertThat(capture.ended().toCompletableFuture()).isNotDone();
        }
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(names()).isEmpty());
    }

    /** Debezium waits for their removal, and continues without metrics after a minute. */
    @Test
    void takesThePlaceOfMetricsThatWereLeftBehind() throws Exception {
        ObjectName streaming =
                new ObjectName("debezium.postgres:type=connector-metrics,context=streaming,server=" + slot.name());
        beans.registerMBean(new LeftBehind(), streaming);
        try (Capture capture = start(Map.of(), taken::addAll)) {
            outbox.append("1");
            await().atMost(PATIENCE).until(() -> taken.size() == 1);
            assertThat(beans.getAttribute(streaming, "Connected")).isEqualTo(true);
            assertThat(capture.ended().toCompletableFuture()).isNotDone();
        }
    }

    /** Out of a consumer, Connect's exception has the engine drop the batch that it has drained. */
    @Test
    void losesNoBatchToARetriableExceptionOfConnect() throws Exception {
        List<UUID> ids = outbox.appendTogether("1", List.of("{\"n\":1}", "{\"n\":2}"));
        RetriableException rejection = new RetriableException("later");
        try (Capture capture = start(Map.of(), events -> {
            throw rejection;
        })) {
            assertThatThrownBy(() -> capture.ended().toCompletableFuture().get(60, TimeUnit.SECONDS))
                    .isInstanceOf(ExecutionException.class)
                    .cause()
                    .isSameAs(rejection);
        }
        await().atMost(PATIENCE).until(this::isFree);
        try (Capture capture = start(Map.of(), taken::addAll)) {
            await().atMost(PATIENCE).until(() -> taken.size() >= 2);
            assertThat(taken).extracting(OutboxEvent::id).containsExactlyElementsOf(ids);
            assertThat(capture.ended().toCompletableFuture()).isNotDone();
        }
    }

    @Test
    void isPreparedWhileAnotherStreamsAndStreamsFromTheSlotThatIsThereThen() throws Exception {
        PreparedCapture next;
        try (Capture capture = start(Map.of(), taken::addAll)) {
            outbox.append("1");
            await().atMost(PATIENCE).until(() -> taken.size() == 1);
            next = awaitPrepared();
            assertThat(capture.ended().toCompletableFuture()).isNotDone();
        }
        await().atMost(PATIENCE).until(this::isFree);
        assertThat(sessions("state like 'idle in transaction%'")).isEqualTo("0");
        outbox.dropSlot(slot.name());
        outbox.execute("select pg_create_logical_replication_slot('" + slot.name() + "', 'pgoutput')");
        UUID second = outbox.append("2");
        next.check();
        try (Capture capture = next.start()) {
            await().atMost(PATIENCE).until(() -> taken.size() == 2);
            assertThat(taken.get(1).id()).isEqualTo(second);
            assertThat(capture.ended().toCompletableFuture()).isNotDone();
        }
    }

    /** A relay may stand by for days; firewalls and administrators end sessions meanwhile. */
    @Test
    void streamsThoughItsSessionsEndedWhileItWasPrepared() throws Exception {
        PreparedCapture prepared = awaitPrepared();
        outbox.query("select count(pg_terminate_backend(pid)) from pg_stat_activity where " + OF_DEBEZIUM);
        outbox.append("1");
        try (Capture capture = prepared.start()) {
            await().atMost(PATIENCE).until(() -> taken.size() == 1);
            assertThat(capture.ended().toCompletableFuture()).isNotDone();
        }
    }

    @Test
    void leavesNoSessionWhereItIsPreparedAndNotStarted() throws Exception {
        PreparedCapture prepared = awaitPrepared();
        assertThat(isFree()).isTrue();
        prepared.close();
        await().atMost(PATIENCE).until(() -> sessions("true").equals("0"));
        assertThat(taken).isEmpty();
    }

    /** The settings are logged at the start, the password masked. */
    @Test
    void logsNoPassword() throws Exception {
        try (LogOf debezium = LogOf.all("io.debezium");
                LogOf kafka = LogOf.all("org.apache.kafka")) {
            try (Capture capture = start(Map.of(), taken::addAll)) {
                outbox.append("1");
                await().atMost(PATIENCE).until(() -> taken.size() == 1);
                assertThat(capture.ended().toCompletableFuture()).isNotDone();
            }
            assertThat(debezium.lines()).anyMatch(line -> line.contains("database.password"));
            assertThat(debezium.lines()).noneMatch(this::hasPassword);
            assertThat(kafka.lines()).noneMatch(this::hasPassword);
        }
    }

    private boolean hasPassword(String line) {
        return line.contains(database.password("outbox_relay"));
    }

    /** Returns one that has done all that it does before it streams. */
    private PreparedCapture awaitPrepared() throws Exception {
        try (LogOf debezium = LogOf.all("io.debezium")) {
            PreparedCapture prepared = new Captures().prepare(settings(), slot, capture(Map.of()), taken::addAll);
            await().atMost(PATIENCE)
                    .until(() -> debezium.lines().stream()
                            .anyMatch(line -> line.contains("streaming from the latest xlogpos or flushed LSN")));
            return prepared;
        }
    }

    private String sessions(String condition) {
        return outbox.query("select count(*) from pg_stat_activity where " + OF_DEBEZIUM + " and " + condition);
    }

    private Capture start(Map<String, String> further, EventConsumer consumer) throws Exception {
        return new Captures().start(settings(), slot, capture(further), consumer);
    }

    private DatabaseSettings settings() {
        return new DatabaseSettings(database.jdbcUrl(), "outbox_relay", database.password("outbox_relay"), Map.of());
    }

    private static CaptureSettings capture(Map<String, String> further) {
        return new CaptureSettings(Connector.DEBEZIUM, Duration.ofMillis(2), Duration.ofMillis(50), 100, further);
    }

    private Set<ObjectName> names() throws Exception {
        return beans.queryNames(new ObjectName("debezium.postgres:server=" + slot.name() + ",*"), null);
    }

    private boolean isFree() {
        return outbox.query("select active from pg_replication_slots where slot_name = '" + slot.name() + "'")
                .equals("f");
    }

    /** An MBean without attributes. */
    public interface LeftBehindMBean {}

    /** Replaces the metrics of a capture that has not ended. */
    public static final class LeftBehind implements LeftBehindMBean {}
}
