package com.everyoneslecture.outbox.connect;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Every committed row is published exactly once and in order, if the process of the worker ends at any point of a transaction.
 */
@Timeout(600)
@Tag("long")
class CrashPointsFaultIT {

    private static final int KEYS = 7;

    /** The first transaction is the connector's entry in the ledger, which names the worker. */
    private static final int OF_WRITER = 1;

    /** While it recovers, the second is the note that a recovery is due. */
    private static final int OF_RECOVERY = 3;

    /** While it streams, the first transactions after the entry are batches from the slot. */
    private static final int OF_STREAM = 3;

    private final ConnectorFixture fixture = new ConnectorFixture();
    private final OutboxRows outbox = fixture.outbox();

    private Path plugins;

    @BeforeEach
    void assemblePlugin(@TempDir Path directory) throws Exception {
        plugins = CrashingPlugin.in(directory);
    }

    @AfterEach
    void dropSlot() {
        fixture.dropSlot();
    }

    @ParameterizedTest
    @EnumSource
    void publishesOnceThoughTheWorkerEndedWhileItStreamed(CrashPoint point) throws Exception {
        publishesOnceThoughTheWorkerEnded(point, OF_STREAM);
    }

    @ParameterizedTest
    @EnumSource
    void publishesOnceThoughTheWorkerEndedWhileItTookOver(CrashPoint point) throws Exception {
        publishesOnceThoughTheWorkerEnded(point, OF_WRITER);
    }

    private void publishesOnceThoughTheWorkerEnded(CrashPoint point, int transaction) throws Exception {
        try (TopicRecords records = fixture.records();
                ConnectWorker first = worker(List.of()).awaitServing()) {
            first.create(fixture.connector(), configuration(point));
            outbox.append("first");
            records.await(outbox.committed());
            first.kill();
            load(3);
            try (ConnectWorker dying = worker(List.of(point.jvmOptions(transaction)))) {
                while (dying.isAlive()) {
                    load(1);
                }
                dying.awaitCrash();
            }
            load(3);
            try (ConnectWorker next = worker(List.of())) {
                outbox.append("last");
                records.assertExactlyOnceInOrder(outbox);
                next.awaitTask(fixture.connector(), "RUNNING");
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void publishesOnceThoughTheWorkerEndedWhileItRecovered(CrashPoint point) throws Exception {
        outbox.appendInOneTransaction(5_000, KEYS);
        try (TopicRecords records = fixture.records()) {
            try (ConnectWorker dying = worker(List.of(point.jvmOptions(OF_RECOVERY)))) {
                dying.awaitServing();
                dying.create(fixture.connector(), configuration(point));
                dying.awaitCrash();
            }
            load(1);
            try (ConnectWorker next = worker(List.of())) {
                outbox.append("last");
                records.assertExactlyOnceInOrder(outbox);
                assertThat(next.log()).contains("publishing from the outbox the events that the slot does not contain");
            }
        }
    }

    private ConnectWorker worker(List<String> jvmOptions) throws Exception {
        return fixture.worker(Map.of("plugin.path", plugins.toString()), jvmOptions);
    }

    private Map<String, String> configuration(CrashPoint point) {
        Map<String, String> configuration = fixture.configuration();
        configuration.put("connector.class", CrashingConnector.class.getName());
        configuration.put("producer.override.interceptor.classes", CrashingInterceptor.class.getName());
        if (point == CrashPoint.BEFORE_SLOT_FLUSH) {
            // A worker that is to end before the acknowledgement must not send it earlier.
            configuration.put(ConnectorKeys.ACKNOWLEDGE_INTERVAL, "1m");
        }
        return configuration;
    }

    private void load(int rounds) {
        for (int round = 0; round < rounds; round++) {
            outbox.appendMany(10, KEYS);
            outbox.appendInOneTransaction(300, KEYS);
        }
    }
}
