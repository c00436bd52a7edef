package com.everyoneslecture.outbox.connect;

import com.everyoneslecture.relay.report.RelayState.Standby;
import com.everyoneslecture.relay.report.RelayState.Streaming;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A relay and the connector take the same slot over from each other, in either direction. */
@Timeout(600)
class HandoverFaultIT {

    private static final int KEYS = 5;

    private final ConnectorFixture fixture = new ConnectorFixture();
    private final OutboxRows outbox = fixture.outbox();

    @AfterEach
    void dropSlot() {
        fixture.dropSlot();
    }

    @Test
    void relayThenConnectorThenRelayPublishOnceAndInOrder() throws Exception {
        try (TopicRecords records = fixture.records();
                ConnectWorker worker = fixture.worker()) {
            try (EmbeddedRelay relay = EmbeddedRelay.start(fixture).await(Streaming.class)) {
                load(5);
                worker.awaitServing().create(fixture.connector(), fixture.configuration());
                worker.awaitTask(fixture.connector(), "RUNNING");
                load(5);
                relay.await(Streaming.class);
            }
            load(5);
            records.assertExactlyOnceInOrder(outbox);

            try (EmbeddedRelay relay = EmbeddedRelay.start(fixture).await(Standby.class)) {
                load(5);
                worker.send("PUT", "/connectors/" + fixture.connector() + "/stop");
                load(5);
                relay.await(Streaming.class);
                load(5);
                records.assertExactlyOnceInOrder(outbox);
            }
            worker.send("PUT", "/connectors/" + fixture.connector() + "/resume");
            load(5);
            records.assertExactlyOnceInOrder(outbox);
        }
    }

    /** The worker is frozen at any point, mostly in a transaction, and wakes up before the brokers abort that. */
    @Test
    @Tag("long")
    void aWorkerThatWakesUpAfterARelayTookOverIsFenced() throws Exception {
        try (TopicRecords records = fixture.records();
                ConnectWorker worker = fixture.worker().awaitServing()) {
            worker.create(fixture.connector(), fixture.configuration());
            outbox.append("first");
            records.await(outbox.committed());
            for (int round = 0; round < 3; round++) {
                try (EmbeddedRelay relay = EmbeddedRelay.start(fixture).await(Standby.class)) {
                    outbox.appendInOneTransaction(20_000, KEYS);
                    worker.freeze();
                    relay.await(Streaming.class);
                    worker.wake();
                    load(3);
                    records.assertExactlyOnceInOrder(outbox);
                }
                load(3);
                restartUntilItStreams(worker);
                records.assertExactlyOnceInOrder(outbox);
            }
        }
    }

    /** The task has failed, because its producer was fenced, or stands by. */
    private void restartUntilItStreams(ConnectWorker worker) {
        String active = "select active from pg_replication_slots where slot_name = '" + fixture.slot() + "'";
        Awaitility.await("the connector streams")
                .atMost(Duration.ofSeconds(90))
                .pollInterval(Duration.ofSeconds(1))
                .ignoreExceptions()
                .until(() -> {
                    worker.send(
                            "POST",
                            "/connectors/" + fixture.connector() + "/restart?includeTasks=true&onlyFailed=true");
                    return "t".equals(outbox.query(active));
                });
    }

    private void load(int rounds) {
        for (int round = 0; round < rounds; round++) {
            outbox.appendMany(10, KEYS);
            outbox.appendInOneTransaction(300, KEYS);
        }
    }
}
