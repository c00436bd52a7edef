package com.everyoneslecture.outbox.connect;

import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Under load the task is restarted, reconfigured and moved from worker to worker: nothing is lost or published twice. */
@Timeout(600)
@Tag("long")
class RebalanceFaultIT {

    private static final int KEYS = 7;
    private static final int ROUNDS = 4;

    private final ConnectorFixture fixture = new ConnectorFixture();
    private final OutboxRows outbox = fixture.outbox();
    private final ExecutorService writer = Executors.newSingleThreadExecutor();

    @AfterEach
    void stop() {
        writer.shutdownNow();
        fixture.dropSlot();
    }

    @Test
    void publishesOnceThoughTheTaskIsRestartedReconfiguredAndMoved() throws Exception {
        String path = "/connectors/" + fixture.connector();
        Map<String, String> configuration = fixture.configuration();
        try (ConnectWorker stays = fixture.worker().awaitServing();
                TopicRecords records = fixture.records()) {
            stays.create(fixture.connector(), configuration);
            stays.awaitTask(fixture.connector(), "RUNNING");
            for (int round = 0; round < ROUNDS; round++) {
                Future<?> loading = writer.submit(() -> load(25));
                try (ConnectWorker comes = fixture.worker().awaitServing()) {
                    stays.send("POST", path + "/restart?includeTasks=true");
                    configuration.put(ConnectorKeys.MAXIMUM_BATCH_SIZE, String.valueOf(100 + round));
                    comes.create(fixture.connector(), configuration);
                    comes.awaitTask(fixture.connector(), "RUNNING");
                }
                loading.get();
            }
            records.assertExactlyOnceInOrder(outbox);
            stays.awaitTask(fixture.connector(), "RUNNING");
        }
    }

    private void load(int rounds) {
        for (int round = 0; round < rounds; round++) {
            outbox.appendMany(10, KEYS);
            outbox.appendInOneTransaction(300, KEYS);
        }
    }
}
