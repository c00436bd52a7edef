package com.everyoneslecture.db;

import static org.assertj.core.api.Assertions.assertThat;

import com.everyoneslecture.testservices.TestDatabase;
import com.everyoneslecture.testservices.TestPostgres;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DroppedPartitionsIT {

    private static final String OF_2020 = "1577880000000000";
    private static final String OF_2019 = "1570000000000000";

    private final TestDatabase database = TestPostgres.shared().create(Schema.CATEGORY);
    private final DataSource admin = database.admin();
    private final DataSource app = database.as("category_app");
    private final DataSource relay = database.as("outbox_relay");

    /** Creates the partition of the first day of 2020, as if it had been created on that day. */
    @BeforeEach
    void makeAnOldPartition() throws SQLException {
        Sql.execute(
                admin,
                "create table outbox_20200101 (like outbox including all)",
                "alter table outbox_20200101 owner to category_owner",
                "alter table outbox attach partition outbox_20200101 for values from (1577836800000000) to (1577923200000000)");
    }

    @Test
    void areOldAndWhollyPublished() throws SQLException {
        Sql.execute(app, Sql.insert("occurred_at", OF_2020), Sql.insert("occurred_at", OF_2020), Sql.insert());

        assertThat(drop(now())).isEqualTo("outbox_20200101");
        assertThat(Sql.one(admin, "select count(*) from outbox")).isEqualTo("1");
        assertThat(Sql.one(admin, "select partition_name || ' ' || dropped_rows from outbox_dropped_partition"))
                .isEqualTo("outbox_20200101 2");
        assertThat(drop(now())).isEqualTo("null");
    }

    @Test
    void stayWhileARowOfThemIsNotPublished() throws SQLException {
        Sql.execute(app, Sql.insert("occurred_at", OF_2020));
        String before = now();
        Sql.execute(app, Sql.insert("occurred_at", OF_2020));

        assertThat(drop(before)).isEqualTo("null");
        assertThat(Sql.one(admin, "select count(*) from outbox_20200101")).isEqualTo("2");
        assertThat(drop(now())).isEqualTo("outbox_20200101");
    }

    @Test
    void stayWhileARowOfThemIsNotCommitted() throws SQLException {
        try (Connection appending = app.getConnection();
                Statement statement = appending.createStatement()) {
            appending.setAutoCommit(false);
            statement.execute(Sql.insert("occurred_at", OF_2020));

            Sql.assertRefused(relay, "select outbox_drop_partition('30 days', '" + now() + "')")
                    .isEqualTo("55P03");
            appending.commit();
        }
        assertThat(Sql.one(admin, "select count(*) from outbox_20200101")).isEqualTo("1");
    }

    @Test
    void stayWhileTheyAreYoungerThanAskedFor() throws SQLException {
        assertThat(Sql.one(relay, "select outbox_drop_partition('36500 days', '" + now() + "')"))
                .isEqualTo("null");
    }

    @Test
    void keepNobodyWaitingWhoAppends() throws SQLException {
        try (Connection appending = app.getConnection();
                Statement statement = appending.createStatement()) {
            appending.setAutoCommit(false);
            statement.execute(Sql.insert());

            // An append is in progress: the drop gives up, and no session stays behind it in the queue.
            Sql.assertRefused(relay, "select outbox_drop_partition('30 days', '" + now() + "')")
                    .isEqualTo("55P03");
            Sql.execute(app, "set lock_timeout = '1s'", Sql.insert());
            appending.commit();
        }
        assertThat(drop(now())).isEqualTo("outbox_20200101");
    }

    @Test
    void areFollowedByTheOldRowsOfTheDefaultPartition() throws SQLException {
        Sql.execute(app, Sql.insert("occurred_at", OF_2019));
        String before = now();
        Sql.execute(app, Sql.insert("occurred_at", OF_2019), Sql.insert("occurred_at", "4102444800000000"));

        assertThat(drop(before)).isEqualTo("outbox_20200101");
        assertThat(drop(before)).isEqualTo("outbox_default");
        assertThat(drop(before)).isEqualTo("null");
        assertThat(Sql.one(admin, "select count(*) from outbox_default")).isEqualTo("2");
        assertThat(drop(now())).isEqualTo("outbox_default");
        assertThat(Sql.one(admin, "select count(*) from outbox_default")).isEqualTo("1");
    }

    @Test
    void areNotDroppedWithoutKnowingWhatIsPublished() {
        Sql.assertRefused(relay, "select outbox_drop_partition('30 days', null)")
                .isEqualTo("22023");
        Sql.assertRefused(relay, "select outbox_drop_partition('1 hour', pg_current_snapshot())")
                .isEqualTo("22023");
        Sql.assertRefused(
                        relay,
                        "begin isolation level serializable;"
                                + " select outbox_drop_partition('30 days', pg_current_snapshot())")
                .isEqualTo("25000");
    }

    @Test
    void areTrustedToTheRelayAlone() throws SQLException {
        Sql.assertRefused(app, "select outbox_drop_partition('30 days', pg_current_snapshot())")
                .isEqualTo(Sql.PERMISSION_DENIED);
        Sql.assertRefused(relay, "drop table outbox_20200101").isEqualTo("42501");
        Sql.assertRefused(relay, "delete from outbox_dropped_partition").isEqualTo(Sql.PERMISSION_DENIED);
        assertThat(Sql.one(
                        admin,
                        "select proowner::regrole || ' ' || prosecdef || ' ' || proconfig::text from pg_proc"
                                + " where proname = 'outbox_drop_partition'"))
                .isEqualTo("category_owner true {\"search_path=pg_catalog, pg_temp\",lock_timeout=100ms}");
    }

    private String drop(String published) throws SQLException {
        return Sql.one(relay, "select outbox_drop_partition('30 days', '" + published + "')");
    }

    private String now() throws SQLException {
        return Sql.one(admin, "select pg_current_snapshot()");
    }
}
