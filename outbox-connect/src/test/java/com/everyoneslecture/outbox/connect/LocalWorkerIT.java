package com.everyoneslecture.outbox.connect;

import static org.assertj.core.api.Assertions.assertThat;

import com.everyoneslecture.localstack.ConnectServer;
import com.everyoneslecture.localstack.ConnectSettings;
import com.everyoneslecture.localstack.ServerFiles;
import com.everyoneslecture.localstack.process.Health;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The worker of the local stack, which creates its connector by itself. */
@Timeout(300)
@Tag("long")
class LocalWorkerIT {

    private final ConnectorFixture fixture = new ConnectorFixture();
    private final OutboxRows outbox = fixture.outbox();

    @TempDir
    private Path directory;

    @AfterEach
    void dropSlot() {
        fixture.dropSlot();
    }

    @Test
    void servesOnceItsConnectorRunsAndAltersItWhereItIsConfiguredOtherwise() throws Exception {
        Map<String, String> configuration = fixture.configuration();
        try (ConnectServer worker = worker(configuration);
                TopicRecords records = fixture.records()) {
            worker.start();
            assertThat(worker.health()).isEqualTo(Health.UP);
            outbox.appendMany(20, 3);
            records.assertExactlyOnceInOrder(outbox);

            worker.kill();
            worker.start();
            outbox.appendMany(20, 3);
            records.assertExactlyOnceInOrder(outbox);
        }
        configuration.put("relay.slot.patience", "1s");
        try (ConnectServer worker = worker(configuration)) {
            Thread starting = new Thread(() -> start(worker));
            starting.start();
            Awaitility.await()
                    .atMost(Duration.ofMinutes(1))
                    .until(() -> String.valueOf(worker.health().reason()).contains("relay.slot.patience must be"));
            starting.interrupt();
            starting.join();
        }
    }

    private static void start(ConnectServer worker) {
        try {
            worker.start();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private ConnectServer worker(Map<String, String> configuration) {
        return new ConnectServer(new ConnectSettings(
                "connect-worker",
                ServerFiles.under(directory),
                0,
                ConnectWorker.LIBRARIES,
                ConnectWorker.PLUGINS.resolve("outbox-connect").resolve("outbox-connect.jar"),
                fixture.bootstrapServers(),
                fixture.group(),
                fixture.connector(),
                configuration));
    }
}
