package com.everyoneslecture.relay;

import static org.assertj.core.api.Assertions.assertThat;

import com.everyoneslecture.db.Schema;
import com.everyoneslecture.testservices.NumberedRows;
import com.everyoneslecture.testservices.TestDatabase;
import com.everyoneslecture.testservices.TestKafka;
import com.everyoneslecture.testservices.TestPostgres;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Rows of one transaction, a million of them in the long tests, through relays of 256 MiB of heap. */
@Timeout(900)
class MillionRowsFaultIT {

    private static final int MILLION = 1_000_000;
    private static final int MANY = 200_000;
    private static final int AGGREGATES = 1_000;

    private TestPostgres postgres;
    private TestKafka kafka;
    private TestDatabase database;

    @BeforeEach
    void startServers() {
        postgres = TestPostgres.start();
        kafka = TestKafka.start();
        database = postgres.create(Schema.CATEGORY);
    }

    @AfterEach
    void stopServers() {
        kafka.close();
        postgres.close();
    }

    @Test
    @Tag("long")
    void passesATransactionOfManyRowsAndSkipsWhatOfItIsPublished() throws Exception {
        passesATransaction(MANY);
    }

    @Test
    @Tag("long")
    void passesATransactionOfAMillionRowsAndSkipsWhatOfItIsPublished() throws Exception {
        passesATransaction(MILLION);
    }

    /** The second relay has the whole transaction delivered again, and most of its ids in the ledger. */
    private void passesATransaction(int rows) throws Exception {
        RelayFixture.on(database, kafka.bootstrapServers()).startAndStream().close();
        NumberedRows.append(database, rows, AGGREGATES);
        try (MortalRelay first = MortalRelay.thatLives(database, kafka.bootstrapServers())) {
            awaitPublished(2 * rows / 3);
            first.kill();
        }
        try (MortalRelay next = MortalRelay.thatLives(database, kafka.bootstrapServers())) {
            assertEachOnceInOrder(rows);
            assertThat(next.process().isAlive()).isTrue();
        }
    }

    @Test
    @Tag("long")
    void recoversAMillionRowsAtItsFirstStart() throws Exception {
        NumberedRows.append(database, MILLION, AGGREGATES);
        try (MortalRelay first = MortalRelay.thatLives(database, kafka.bootstrapServers())) {
            assertEachOnceInOrder(MILLION);
            assertThat(first.process().isAlive()).isTrue();
        }
    }

    private NumberedRows awaitPublished(int rows) {
        NumberedRows published = new NumberedRows(AGGREGATES);
        published.await(rows, kafka.bootstrapServers(), RelayFixture.topic(database));
        return published;
    }

    private void assertEachOnceInOrder(int appended) {
        NumberedRows rows = awaitPublished(appended);
        assertThat(rows.doubled()).as("doubled").isZero();
        assertThat(rows.misordered()).as("misordered").isZero();
    }
}
