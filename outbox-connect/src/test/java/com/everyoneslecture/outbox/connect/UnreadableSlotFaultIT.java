package com.everyoneslecture.outbox.connect;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Rows that were appended while there was no publication make the slot unreadable forever. The task fails while there is
 * none; after its restart it creates a new slot by itself, and publishes these rows from the outbox.
 */
@Tag("long")
@Timeout(600)
class UnreadableSlotFaultIT {

    private final ConnectorFixture fixture = new ConnectorFixture();
    private final OutboxRows outbox = fixture.outbox();

    @AfterEach
    void dropSlot() {
        fixture.dropSlot();
    }

    @Test
    void publishesWhatWasAppendedWithoutAPublicationAfterTheTaskWasRestarted() throws Exception {
        try (ConnectWorker worker = fixture.worker().awaitServing();
                TopicRecords records = fixture.records()) {
            worker.create(fixture.connector(), fixture.configuration());
            outbox.append("a");
            records.await(outbox.committed());
            outbox.execute("drop publication outbox");
            outbox.appendMany(3, 2);
            worker.awaitTask(fixture.connector(), "FAILED");
            outbox.execute(
                    "create publication outbox for table outbox (id, aggregatetype, aggregateid, aggregateversion,"
                            + " type, payload, occurred_at, traceparent, payload_bytes, record_key, headers, content_type)"
                            + " with (publish = 'insert', publish_via_partition_root = true)");
            outbox.append("a");
            worker.send("POST", "/connectors/" + fixture.connector() + "/tasks/0/restart");
            records.assertExactlyOnceInOrder(outbox);
            worker.awaitTask(fixture.connector(), "RUNNING");
        }
    }
}
