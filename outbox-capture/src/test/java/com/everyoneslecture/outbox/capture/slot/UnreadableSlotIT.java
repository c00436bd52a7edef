package com.everyoneslecture.outbox.capture.slot;

import static org.assertj.core.api.Assertions.assertThat;

import com.everyoneslecture.db.Schema;
import com.everyoneslecture.outbox.capture.jdbc.Database;
import com.everyoneslecture.outbox.capture.jdbc.DatabaseSettings;
import com.everyoneslecture.outbox.capture.jdbc.Query;
import com.everyoneslecture.testservices.TestDatabase;
import com.everyoneslecture.testservices.TestPostgres;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class UnreadableSlotIT {

    private static final String MAKE = "select true from pg_create_logical_replication_slot(?, 'pgoutput')";
    private static final String DROP =
            "select true from (select pg_drop_replication_slot(slot_name) from pg_replication_slots where slot_name = ?) as dropped";
    private static final String COUNT = "select count(*) = 1 from pg_replication_slots where slot_name = ?";

    private final TestDatabase server = TestPostgres.shared().create(Schema.CATEGORY);
    private final SlotSettings settings =
            new SlotSettings("slot_" + server.name(), "outbox", "public.outbox", Duration.ofSeconds(5));
    private final Database database = new Database(
            new DatabaseSettings(server.jdbcUrl(), "outbox_relay", server.password("outbox_relay"), Map.of()));
    private final UnreadableSlot unreadable = new UnreadableSlot(database, settings);

    @BeforeEach
    void makeSlot() throws SQLException {
        query(MAKE);
    }

    @AfterEach
    void dropSlot() throws SQLException {
        query(DROP);
    }

    @Test
    void isDroppedWhereItIsStillTheSame() throws Exception {
        assertThat(unreadable.explain(failure())).isInstanceOf(UnreadableSlotException.class);

        assertThat(dropped()).isTrue();
    }

    /** Two relays may find one slot unreadable; the slower one must not drop what the other has put in its place. */
    @Test
    void isNotDroppedWhereAnotherRelayHasReplacedIt() throws Exception {
        Throwable unused = unreadable.explain(failure());
        query(DROP);
        query("select pg_logical_emit_message(false, ?, '') is not null");
        query(MAKE);

        assertThat(dropped()).isFalse();
        query(DROP);
        assertThat(dropped()).as("it is not looked for again").isTrue();
        query(MAKE);
        assertThat(dropped()).isFalse();
    }

    @Test
    void countsAsTheSameAgainUntilItWasReadPastItsBeginning() throws Exception {
        assertThat(again()).isFalse();
        assertThat(dropped()).isTrue();
        query(MAKE);
        assertThat(again()).isTrue();

        unreadable.readable();
        assertThat(again()).isFalse();
    }

    private boolean again() {
        return unreadable.explain(failure()) instanceof UnreadableSlotException found && found.again();
    }

    private boolean dropped() throws Exception {
        try (SlotTaking taking = SlotTaking.await(database, settings)) {
            unreadable.dropIfFound(taking);
        }
        return !query(COUNT);
    }

    private boolean query(String sql) throws SQLException {
        try (Connection administrator = server.admin().getConnection()) {
            return Query.isTrue(administrator, sql, settings.name());
        }
    }

    private static SQLException failure() {
        return new SQLException("publication \"outbox\" does not exist", "42704");
    }
}
