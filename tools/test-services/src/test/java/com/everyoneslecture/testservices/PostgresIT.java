package com.everyoneslecture.testservices;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.everyoneslecture.db.Schema;
import com.everyoneslecture.localstack.process.ServerState;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Properties;
import javax.sql.DataSource;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.postgresql.util.PSQLException;

class PostgresIT {

    @Test
    void createsMigratedDatabasesThatKnowNothingOfEachOther() throws SQLException {
        TestDatabase one = TestPostgres.shared().create(Schema.CATEGORY);
        TestDatabase other = TestPostgres.shared().create(Schema.CATEGORY);

        execute(one.as("category_app"), "insert into lecture_category(category_name, version) values ('최종테스트', 1)");

        assertThat(query(one.as("category_app"), "select category_name from lecture_category"))
                .isEqualTo("최종테스트");
        assertThat(query(other.admin(), "select count(*) from lecture_category"))
                .isEqualTo("0");
        assertThat(query(one.as("outbox_relay"), "select count(*) from outbox")).isEqualTo("0");
    }

    @Test
    void usesAConnectionOfTheSuperuserAgainResetsItAndReplacesOneThatHasEnded() throws SQLException {
        TestDatabase database = TestPostgres.shared().create(Schema.LECTURE);
        String process = query(database.admin(), "select pg_backend_pid()");
        try (Connection connection = database.admin().getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("set work_mem = '77MB'");
            statement.execute("create temp table left_behind ()");
        }
        assertThat(query(database.admin(), "show work_mem")).isNotEqualTo("77MB");
        assertThat(query(database.admin(), "select to_regclass('left_behind')")).isNull();
        assertThat(query(database.admin(), "select pg_backend_pid()")).isEqualTo(process);

        execute(TestPostgres.shared().admin("postgres"), "select pg_terminate_backend(" + process + ", 60000)");
        assertThat(query(database.admin(), "select pg_backend_pid()")).isNotEqualTo(process);

        // Its user notices the end before it returns the connection.
        assertThatThrownBy(() -> execute(database.admin(), "select pg_terminate_backend(pg_backend_pid())"))
                .isInstanceOf(SQLException.class);
        assertThat(query(database.admin(), "select 'new'")).isEqualTo("new");
    }

    @Test
    @Tag("long")
    void letsNobodyInWithoutThePassword() {
        TestDatabase database = TestPostgres.shared().create(Schema.LECTURE);
        DataSource stranger = TestPostgres.shared().as("lecture_projector", "wrong", database.name());

        assertThatThrownBy(stranger::getConnection)
                .isInstanceOfSatisfying(
                        PSQLException.class,
                        refused -> assertThat(refused.getSQLState()).isEqualTo("28P01"));
    }

    @Test
    void isSetUpForTextInKoreanUtcAndLogicalReplication() throws SQLException {
        DataSource admin = TestPostgres.shared().admin("postgres");

        assertThat(query(admin, "show server_version")).startsWith("17.");
        assertThat(query(admin, "show wal_level")).isEqualTo("logical");
        assertThat(query(admin, "select setting from pg_settings where name = 'log_timezone'"))
                .isEqualTo("UTC");
        assertThat(query(admin, "show server_encoding")).isEqualTo("UTF8");
        assertThat(query(admin, "select datlocprovider::text || datlocale from pg_database where datname = 'postgres'"))
                .isEqualTo("bC.UTF-8");
        assertThat(query(admin, "select upper('é한')")).isEqualTo("É한");
    }

    @Test
    void letsARoleThatReplicatesDecodeItsDatabaseAndCopyNoOther() throws SQLException {
        TestDatabase database = TestPostgres.shared().create(Schema.CATEGORY);
        Properties properties = new Properties();
        properties.setProperty("user", "outbox_relay");
        properties.setProperty("password", database.password("outbox_relay"));
        properties.setProperty("assumeMinServerVersion", "15");
        properties.setProperty("preferQueryMode", "simple");
        properties.setProperty("replication", "database");
        DriverManager.getConnection(database.jdbcUrl(), properties).close();

        properties.setProperty("replication", "true");
        assertThatThrownBy(() -> DriverManager.getConnection(database.jdbcUrl(), properties))
                .isInstanceOf(PSQLException.class)
                .hasMessageContaining("replication connection");
    }

    @Test
    @Tag("long")
    void letsNobodyInFromAnotherMachine() throws SQLException {
        // A container listens on all of its own addresses; Docker determines which addresses of the machine lead there.
        try (TestPostgres postgres = TestPostgres.embedded()) {
            assertThat(query(postgres.admin("postgres"), "show listen_addresses"))
                    .isEqualTo("127.0.0.1");
        }
    }

    @Test
    @Tag("long")
    void keepsCommittedRowsAndItsPortThroughAKill() throws Exception {
        try (TestPostgres postgres = TestPostgres.start()) {
            TestDatabase database = postgres.create(Schema.CATEGORY);
            int port = postgres.server().port();
            String started = query(postgres.admin("postgres"), "select pg_postmaster_start_time()");
            execute(
                    database.as("category_app"),
                    "insert into lecture_category(category_name, version) values ('a', 1)");

            postgres.server().kill();
            postgres.server().kill();
            assertThat(postgres.server().alive()).isFalse();
            assertThat(postgres.server().state()).isEqualTo(ServerState.KILLED);
            assertThatThrownBy(() -> database.admin().getConnection()).isInstanceOf(SQLException.class);

            postgres.server().start();
            postgres.server().start();
            assertThat(postgres.server().port()).isEqualTo(port);
            assertThat(query(postgres.admin("postgres"), "select pg_postmaster_start_time()"))
                    .isNotEqualTo(started);
            assertThat(query(database.as("category_app"), "select category_name from lecture_category"))
                    .isEqualTo("a");
        }
    }

    @Test
    @Tag("long")
    void startsAgainAfterAStop() throws Exception {
        try (TestPostgres postgres = TestPostgres.start()) {
            TestDatabase database = postgres.create(Schema.LECTURE);
            postgres.server().stop();
            postgres.server().stop();
            assertThat(postgres.server().state()).isEqualTo(ServerState.STOPPED);
            postgres.server().start();
            assertThat(query(database.admin(), "select count(*) from read_category"))
                    .isEqualTo("0");
        }
    }

    @Test
    @Tag("long")
    void answersNobodyWhileItIsPaused() throws Exception {
        try (TestPostgres postgres = TestPostgres.start();
                Connection connection = postgres.admin("postgres").getConnection()) {
            postgres.server().pause();
            postgres.server().pause();
            connection.setNetworkTimeout(Runnable::run, 500);
            assertThatThrownBy(() -> connection.createStatement().execute("select 1"))
                    .isInstanceOf(SQLException.class);

            postgres.server().resume();
            postgres.server().resume();
            assertThat(query(postgres.admin("postgres"), "select 1")).isEqualTo("1");
        }
    }

    @Test
    @Tag("long")
    void keepsItsLogFromStartToStart() throws Exception {
        try (TestPostgres postgres = TestPostgres.start(Map.of("log_statement", "all"))) {
            query(postgres.admin("postgres"), "select '로그'");
            postgres.server().kill();
            postgres.server().start();
            assertThat(postgres.server().log())
                    .contains("select '로그'")
                    .contains("database system was not properly shut down");
        }
    }

    private static void execute(DataSource source, String sql) throws SQLException {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String query(DataSource source, String sql) throws SQLException {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            assertThat(result.next()).isTrue();
            return result.getString(1);
        }
    }
}
