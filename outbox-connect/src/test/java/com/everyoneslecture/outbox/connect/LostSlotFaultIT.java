package com.everyoneslecture.outbox.connect;

import static org.assertj.core.api.Assertions.assertThat;

import com.everyoneslecture.relay.ledger.LedgerReading;
import java.time.Duration;
import java.util.Objects;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The connector recovers from a lost slot, and its ledger has safe points like that of a relay. */
@Timeout(300)
class LostSlotFaultIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final ConnectorFixture fixture = new ConnectorFixture();
    private final OutboxRows outbox = fixture.outbox();

    @AfterEach
    void dropSlot() {
        fixture.dropSlot();
    }

    @Test
    void publishesFromTheOutboxWhatADroppedSlotDoesNotHold() throws Exception {
        try (TopicRecords records = fixture.records();
                ConnectWorker worker = fixture.worker().awaitServing()) {
            worker.create(fixture.connector(), fixture.configuration());
            outbox.appendMany(30, 5);
            records.assertExactlyOnceInOrder(outbox);

            dropTheSlotUnderTheConnector();
            outbox.appendInOneTransaction(2_000, 5);
            records.assertExactlyOnceInOrder(outbox);

            worker.send("PUT", "/connectors/" + fixture.connector() + "/stop");
            awaitFreeSlot();
            outbox.appendMany(20, 5);
            fixture.dropSlot();
            outbox.appendMany(20, 5);
            worker.send("PUT", "/connectors/" + fixture.connector() + "/resume");
            outbox.append("last");
            records.assertExactlyOnceInOrder(outbox);
        }
    }

    /** An operator removes the offsets to make the connector begin again. */
    @Test
    @Tag("long")
    void publishesNothingAgainThoughItsOffsetsAreRemoved() throws Exception {
        try (TopicRecords records = fixture.records();
                ConnectWorker worker = fixture.worker().awaitServing()) {
            worker.create(fixture.connector(), fixture.configuration());
            outbox.appendMany(30, 5);
            records.assertExactlyOnceInOrder(outbox);
            String path = "/connectors/" + fixture.connector();
            assertThat(worker.get(path + "/offsets").body())
                    .contains("\"slot\":\"" + fixture.slot() + "\"", "end_lsn", "xid");

            worker.send("PUT", path + "/stop");
            Awaitility.await("offsets removed")
                    .atMost(PATIENCE)
                    .until(() -> worker.send("DELETE", path + "/offsets").statusCode() == 200);
            worker.send("PUT", path + "/resume");
            outbox.append("next");
            records.assertExactlyOnceInOrder(outbox);

            worker.send("PUT", path + "/pause");
            outbox.append("while it pauses");
            worker.send("PUT", path + "/resume");
            records.assertExactlyOnceInOrder(outbox);
        }
    }

    @Test
    void writesSafePointsAndFindsWhatTheLogDidNotDeliver() throws Exception {
        try (TopicRecords records = fixture.records();
                ConnectWorker worker = fixture.worker().awaitServing()) {
            worker.create(fixture.connector(), fixture.configuration());
            outbox.appendMany(30, 5);
            records.assertExactlyOnceInOrder(outbox);
            awaitNextSafePoint();

            // In one transaction, so that the connector's watch on the publication does not see it without the table.
            outbox.append("seen");
            outbox.execute("begin; alter publication outbox drop table outbox;"
                    + " insert into outbox (id, aggregatetype, aggregateid, aggregateversion, type, payload, occurred_at)"
                    + " values (gen_random_uuid(), 'category', 'missed', 1, 'LectureCategoryChanged', '{}', 1);"
                    + " alter publication outbox add table outbox" + columns() + "; commit");
            outbox.adopt("missed");
            outbox.append("seen");
            Awaitility.await("the missed row").atMost(PATIENCE).until(() -> {
                letTheSlotBeWritten();
                return worker.log().contains("they were published from the outbox, late");
            });
            records.assertExactlyOnceInOrder(outbox);
        }
    }

    private void awaitNextSafePoint() throws Exception {
        TaskSettings settings = TaskSettings.require(fixture.configuration());
        Awaitility.await("a safe point").atMost(PATIENCE).until(() -> {
            letTheSlotBeWritten();
            return Objects.requireNonNull(LedgerReading.head(fixture.slot(), settings.kafka()))
                            .safePoint()
                    != null;
        });
    }

    /**
     * Makes the server write the slot to disk, which it does when it reads a record of the running transactions; it writes one
     * every 15 s by itself.
     */
    private void letTheSlotBeWritten() {
        outbox.append("seen");
        outbox.execute("select pg_log_standby_snapshot()");
    }

    private String columns() {
        return Objects.requireNonNull(
                outbox.query("select ' (' || string_agg(quote_ident(a), ', ') || ')' from pg_publication_tables,"
                        + " unnest(attnames) as a where pubname = 'outbox'"));
    }

    private void dropTheSlotUnderTheConnector() {
        Awaitility.await("the slot dropped").atMost(PATIENCE).ignoreExceptions().until(() -> {
            outbox.execute("select pg_terminate_backend(active_pid) from pg_replication_slots where slot_name = '"
                    + fixture.slot() + "'; select pg_drop_replication_slot('" + fixture.slot() + "')");
            return true;
        });
    }

    private void awaitFreeSlot() {
        Awaitility.await("the slot free")
                .atMost(PATIENCE)
                .until(() -> "f"
                        .equals(outbox.query(
                                "select active from pg_replication_slots where slot_name = '" + fixture.slot() + "'")));
    }
}
