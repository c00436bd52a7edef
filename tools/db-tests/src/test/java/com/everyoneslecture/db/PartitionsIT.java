package com.everyoneslecture.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.everyoneslecture.testservices.TestDatabase;
import com.everyoneslecture.testservices.TestPostgres;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PartitionsIT {

    private final TestDatabase database = TestPostgres.shared().create(Schema.CATEGORY);
    private final DataSource admin = database.admin();
    private final DataSource app = database.as("category_app");

    @Test
    void areMadeOnce() throws SQLException {
        assertThat(ensure(7)).isEqualTo("0");
        assertThat(ensure(9)).isEqualTo("2");
        assertThat(ensure(9)).isEqualTo("0");
        assertThat(ensure(0)).isEqualTo("0");
        assertThat(partitions()).isEqualTo("11");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "367", "null"})
    void areMadeForAFewDaysOnly(String days) {
        Sql.assertRefused(admin, "select outbox_ensure_partitions(" + days + ")")
                .isEqualTo("22023");
    }

    @Test
    void areNotMadeForADayThatTheDefaultPartitionHasRowsOf() throws SQLException {
        Sql.execute(app, Sql.insert("occurred_at", microsOfDay(8)));

        assertThat(ensure(9)).isEqualTo("1");
        assertThat(ensure(9)).isEqualTo("0");

        Sql.execute(app, Sql.insert("occurred_at", microsOfDay(8)));
        assertThat(Sql.one(admin, "select count(*) from outbox_default")).isEqualTo("2");
        Sql.execute(admin, "delete from outbox_default");
        assertThat(ensure(9)).isEqualTo("1");
    }

    @Test
    void areMadeOnceByManyAtTheSameTime() throws Exception {
        ExecutorService callers = Executors.newFixedThreadPool(4);
        try (Connection gate = admin.getConnection();
                Statement statement = gate.createStatement()) {
            gate.setAutoCommit(false);
            statement.execute("lock table outbox in share update exclusive mode");
            List<Future<String>> made = new ArrayList<>();
            for (int n = 0; n < 4; n++) {
                made.add(callers.submit(() -> ensure(27)));
            }
            await().atMost(10, TimeUnit.SECONDS).until(() -> waiting().equals("4"));

            gate.commit();

            int sum = 0;
            for (Future<String> one : made) {
                sum += Integer.parseInt(one.get(60, TimeUnit.SECONDS));
            }
            assertThat(sum).isEqualTo(20);
        } finally {
            callers.shutdownNow();
        }
    }

    private String waiting() throws SQLException {
        return Sql.one(
                admin,
                "select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'");
    }

    @Test
    void areMadeWhileOthersAppend() throws SQLException {
        try (Connection appending = app.getConnection();
                Statement statement = appending.createStatement()) {
            appending.setAutoCommit(false);
            statement.execute(Sql.insert());

            assertThat(ensure(8)).isEqualTo("1");
            Sql.execute(app, Sql.insert());

            appending.commit();
        }
        assertThat(Sql.one(admin, "select count(*) from outbox")).isEqualTo("2");
    }

    @Test
    void waitNoLongerThanABoundForSomebodyInTheDefaultPartition() throws SQLException {
        try (Connection appending = app.getConnection();
                Statement statement = appending.createStatement()) {
            appending.setAutoCommit(false);
            statement.execute(Sql.insert("occurred_at", microsOfDay(8)));

            Sql.assertRefused(admin, "select outbox_ensure_partitions(9)").isEqualTo("55P03");
            assertThat(partitions()).isEqualTo("9");

            appending.commit();
        }
        assertThat(ensure(9)).isEqualTo("1");
    }

    @Test
    void leaveADayAloneWhoseFirstRowCameWhileTheyWaited() throws Exception {
        ExecutorService caller = Executors.newSingleThreadExecutor();
        try (Connection appending = app.getConnection();
                Statement statement = appending.createStatement()) {
            appending.setAutoCommit(false);
            statement.execute(Sql.insert("occurred_at", microsOfDay(8)));
            Future<String> made = caller.submit(() -> ensure(9));
            await().atMost(10, TimeUnit.SECONDS).until(() -> waiting().equals("1"));

            appending.commit();

            assertThat(made.get(10, TimeUnit.SECONDS)).isEqualTo("1");
            assertThat(Sql.one(
                            admin,
                            "select to_regclass('outbox_' || to_char((now() at time zone 'UTC')::date + 8,"
                                    + " 'YYYYMMDD')) is null"))
                    .isEqualTo("t");
        } finally {
            caller.shutdownNow();
        }
    }

    @Test
    void areTrustedToNobodyWhoOnlyAppends() {
        Sql.assertRefused(app, "select outbox_ensure_partitions(1)").isEqualTo(Sql.PERMISSION_DENIED);
    }

    private String ensure(int days) throws SQLException {
        return Sql.one(admin, "select outbox_ensure_partitions(" + days + ")");
    }

    private String partitions() throws SQLException {
        return Sql.one(admin, "select count(*) from pg_inherits where inhparent = 'outbox'::regclass");
    }

    private String microsOfDay(int ahead) throws SQLException {
        return Sql.one(
                admin,
                "select ((now() at time zone 'UTC')::date + " + ahead + " - date '1970-01-01') * 86400000000 + 5");
    }
}
