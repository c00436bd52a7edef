package com.everyoneslecture.outbox.connect;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Every committed row exactly once and in order, though workers are killed or frozen in the middle of a load. */
@Timeout(600)
class KilledWorkerFaultIT {

    private static final int KEYS = 7;

    private final ConnectorFixture fixture = new ConnectorFixture();
    private final OutboxRows outbox = fixture.outbox();

    @AfterEach
    void dropSlot() {
        fixture.dropSlot();
    }

    @Test
    void publishesOnceThoughTheWorkerIsKilledWhileItStreams() throws Exception {
        try (TopicRecords records = fixture.records()) {
            try (ConnectWorker worker = fixture.worker().awaitServing()) {
                worker.create(fixture.connector(), fixture.configuration());
                outbox.append("first");
                records.await(outbox.committed());
                load(30);
                worker.kill();
            }
            load(5);
            try (ConnectWorker again = fixture.worker().awaitServing()) {
                load(5);
                records.assertExactlyOnceInOrder(outbox);
                again.awaitTask(fixture.connector(), "RUNNING");
                assertThat(outbox.query(
                                "select active from pg_replication_slots where slot_name = '" + fixture.slot() + "'"))
                        .isEqualTo("t");
            }
        }
    }

    @Test
    @Tag("long")
    void publishesOnceThoughTheWorkerIsKilledWhileItRecovers() throws Exception {
        outbox.appendInOneTransaction(60_000, KEYS);
        try (TopicRecords records = fixture.records()) {
            try (ConnectWorker worker = fixture.worker().awaitServing()) {
                worker.create(fixture.connector(), fixture.configuration());
                records.await(outbox.committed().subList(0, 1));
                worker.kill();
            }
            try (ConnectWorker again = fixture.worker()) {
                load(5);
                records.assertExactlyOnceInOrder(outbox);
                assertThat(again.log()).doesNotContain("the ledger is lost");
            }
        }
    }

    @Test
    @Tag("long")
    void anotherWorkerGoesOnWhereOneWasFrozenAndWakesUpLater() throws Exception {
        try (ConnectWorker first = fixture.worker().awaitServing();
                TopicRecords records = fixture.records()) {
            first.create(fixture.connector(), fixture.configuration());
            outbox.append("first");
            records.await(outbox.committed());
            try (ConnectWorker second = fixture.worker().awaitServing()) {
                load(10);
                first.freeze();
                load(10);
                records.assertExactlyOnceInOrder(outbox);
                first.wake();
                load(10);
                records.assertExactlyOnceInOrder(outbox);
                second.awaitTask(fixture.connector(), "RUNNING");
            }
        }
    }

    private void load(int rounds) {
        for (int round = 0; round < rounds; round++) {
            outbox.appendMany(10, KEYS);
            outbox.appendInOneTransaction(300, KEYS);
        }
    }
}
