package com.everyoneslecture.relay;

import static org.assertj.core.api.Assertions.assertThat;

import com.everyoneslecture.db.Schema;
import com.everyoneslecture.testservices.TestDatabase;
import com.everyoneslecture.testservices.TestKafka;
import com.everyoneslecture.testservices.TestPostgres;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** A million rows of one transaction, through relays of 256 MiB of heap. */
@Timeout(900)
class MillionRowsFaultIT {

    private static final int ROWS = 1_000_000;
    private static final int AGGREGATES = 1_000;

    private TestPostgres postgres;
    private TestKafka kafka;
    private TestDatabase database;
    private OutboxFixture outbox;

    @BeforeEach
    void startServers() {
        postgres = TestPostgres.start();
        kafka = TestKafka.start();
        database = postgres.create(Schema.CATEGORY);
        outbox = new OutboxFixture(database);
    }

    @AfterEach
    void stopServers() {
        kafka.close();
        postgres.close();
    }

    /** The second relay has the whole transaction delivered again, and most of its ids in the ledger. */
    @Test
    void passesATransactionOfAMillionRowsAndSkipsWhatOfItIsPublished() throws Exception {
        RelayFixture.on(database, kafka.bootstrapServers()).startAndStream().close();
        appendAMillion();
        try (MortalRelay first = MortalRelay.thatLives(database, kafka.bootstrapServers())) {
            awaitPublished(2 * ROWS / 3);
            first.kill();
        }
        try (MortalRelay next = MortalRelay.thatLives(database, kafka.bootstrapServers())) {
            assertEachOnceInOrder();
            assertThat(next.process().isAlive()).isTrue();
        }
    }

    /** Takes as long once more; asked for by {@code -Doutbox.tests.long=true}. */
    @Test
    @EnabledIfSystemProperty(named = "outbox.tests.long", matches = "true")
    void recoversAMillionRowsAtItsFirstStart() throws Exception {
        appendAMillion();
        try (MortalRelay first = MortalRelay.thatLives(database, kafka.bootstrapServers())) {
            assertEachOnceInOrder();
            assertThat(first.process().isAlive()).isTrue();
        }
    }

    private void appendAMillion() {
        outbox.execute("""
                insert into outbox (id, aggregatetype, aggregateid, aggregateversion, type, payload, occurred_at)
                select ('00000000-0000-7000-8000-' || lpad(to_hex(number), 12, '0'))::uuid, 'category',
                       mod(number, %1$d), number / %1$d + 1, 'LectureCategoryChanged', '{"categoryName":"최종테스트"}',
                       extract(epoch from now())::bigint * 1000000
                from generate_series(0, %2$d - 1) as number
                """.formatted(AGGREGATES, ROWS));
    }

    private NumberedRows awaitPublished(int rows) {
        NumberedRows published = new NumberedRows(AGGREGATES);
        published.await(rows, kafka.bootstrapServers(), RelayFixture.topic(database));
        return published;
    }

    private void assertEachOnceInOrder() {
        NumberedRows rows = awaitPublished(ROWS);
        assertThat(rows.doubled()).as("doubled").isZero();
        assertThat(rows.misordered()).as("misordered").isZero();
    }
}
