package com.everyoneslecture.outbox.connect;

import static org.assertj.core.api.Assertions.assertThat;

import com.everyoneslecture.testservices.NumberedRows;
import com.everyoneslecture.testservices.TestKafka;
import com.everyoneslecture.testservices.TestPostgres;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A million rows of one transaction, through workers of 384 MiB of heap, of which one is killed in the middle. */
@Timeout(1_800)
@Tag("long")
class MillionRowsFaultIT {

    private static final int ROWS = 1_000_000;
    private static final int AGGREGATES = 1_000;

    private final TestPostgres postgres = TestPostgres.start();
    private final TestKafka kafka = TestKafka.start();
    private final ConnectorFixture fixture = new ConnectorFixture(postgres, kafka);

    @AfterEach
    void stop() {
        kafka.close();
        postgres.close();
    }

    /** The second worker has the whole transaction delivered again, and most of its ids in the ledger. */
    @Test
    void publishesOnceThoughTheWorkerIsKilledInTheMiddleOfTheStream() throws Exception {
        try (ConnectWorker first = start()) {
            fixture.outbox()
                    .awaitTrue("select coalesce(bool_or(active), false) from pg_replication_slots where slot_name = '"
                            + fixture.slot() + "'");
            NumberedRows.append(fixture.database(), ROWS, AGGREGATES);
            awaitPublished(2 * ROWS / 3);
            first.kill();
        }
        assertAnotherWorkerPublishesTheRest();
    }

    @Test
    void publishesOnceThoughTheWorkerIsKilledInTheMiddleOfARecovery() throws Exception {
        NumberedRows.append(fixture.database(), ROWS, AGGREGATES);
        try (ConnectWorker first = start()) {
            awaitPublished(ROWS / 2);
            first.kill();
        }
        assertAnotherWorkerPublishesTheRest();
    }

    private ConnectWorker start() throws Exception {
        ConnectWorker worker = fixture.worker().awaitServing();
        worker.create(fixture.connector(), fixture.configuration());
        return worker;
    }

    private void assertAnotherWorkerPublishesTheRest() throws Exception {
        try (ConnectWorker next = fixture.worker()) {
            NumberedRows rows = awaitPublished(ROWS);
            assertThat(rows.doubled()).as("doubled").isZero();
            assertThat(rows.misordered()).as("misordered").isZero();
            next.awaitTask(fixture.connector(), "RUNNING");
        }
    }

    private NumberedRows awaitPublished(int rows) {
        NumberedRows published = new NumberedRows(AGGREGATES);
        published.await(rows, fixture.bootstrapServers(), fixture.topic());
        return published;
    }
}
