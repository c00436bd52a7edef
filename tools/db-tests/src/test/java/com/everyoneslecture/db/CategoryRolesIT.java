package com.everyoneslecture.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.everyoneslecture.testservices.TestDatabase;
import com.everyoneslecture.testservices.TestPostgres;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.util.PSQLException;

class CategoryRolesIT {

    private static final TestDatabase DATABASE = TestPostgres.shared().create(Schema.CATEGORY);
    private static final DataSource APP = DATABASE.as("category_app");
    private static final DataSource CONSOLE = DATABASE.as("console");
    private static final DataSource RELAY = DATABASE.as("outbox_relay");

    @Test
    void letTheApplicationChangeCategoriesAndAppendEvents() throws SQLException {
        Sql.execute(
                APP,
                "insert into lecture_category (category_name, version) values ('최종테스트', 1)",
                "update lecture_category set version = 2",
                "select * from lecture_category for no key update",
                Sql.insert(),
                "delete from lecture_category");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "select count(*) from outbox",
                "select id from outbox_default",
                "update outbox set payload = '{}'",
                "delete from outbox",
                "truncate outbox",
                "copy outbox to stdout",
                "insert into outbox_default (id, aggregatetype, aggregateid, aggregateversion, type, payload, occurred_at)"
                        + " values (gen_random_uuid(), 'category', '1', 1, 'a', '{}', 1)",
                "insert into outbox (id, aggregatetype, aggregateid, aggregateversion, type, payload, occurred_at, tx_id)"
                        + " values (gen_random_uuid(), 'category', '1', 1, 'a', '{}', 1, '1')",
                "insert into outbox (id, aggregatetype, aggregateid, aggregateversion, type, payload, occurred_at)"
                        + " values (gen_random_uuid(), 'category', '1', 1, 'a', '{}', 1) returning id",
                "drop table outbox",
                "alter table outbox drop constraint outbox_payload_size",
                "alter table outbox detach partition outbox_default",
                "alter table lecture_category add column a text",
                "truncate lecture_category",
                "create table a (b text)",
                "create temporary table a (b text)",
                "create schema a",
                "create function a() returns integer language sql as 'select 1'",
                "select outbox_ensure_partitions(1)",
                "drop publication outbox",
                "create publication a for table outbox",
                "alter publication outbox set (publish = 'delete')",
                "select pg_create_logical_replication_slot('a', 'pgoutput')",
                "select pg_drop_replication_slot('a')",
                "select * from flyway_schema_history",
                "set role category_owner",
                "set role outbox_relay",
                "set session_replication_role = replica",
                "alter role category_app replication",
                "create role a",
                "create database a",
                "select pg_read_file('PG_VERSION')",
                "select rolpassword from pg_authid",
            })
    void letTheApplicationDoNothingElse(String sql) {
        Sql.assertRefused(APP, sql).isIn(Sql.PERMISSION_DENIED);
    }

    @Test
    void letTheRelayReadTheOutboxAndReplicate() throws SQLException {
        Sql.execute(APP, Sql.insert());

        assertThat(Sql.rows(RELAY, "select tx_id from outbox")).isNotEmpty();
        Sql.execute(
                RELAY,
                "select pg_create_logical_replication_slot('try_" + DATABASE.name() + "', 'pgoutput')",
                "select pg_drop_replication_slot('try_" + DATABASE.name() + "')",
                "select pg_current_snapshot(), pg_current_wal_insert_lsn()",
                "select pg_logical_emit_message(false, 'heartbeat', '')",
                "select * from pg_replication_slots",
                "select * from pg_publication_tables");
        try (Connection replication = replication("outbox_relay");
                Statement statement = replication.createStatement()) {
            assertThat(statement.execute("IDENTIFY_SYSTEM")).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "insert into outbox (id, aggregatetype, aggregateid, aggregateversion, type, payload, occurred_at)"
                        + " values (gen_random_uuid(), 'category', '1', 1, 'a', '{}', 1)",
                "update outbox set payload = '{}'",
                "delete from outbox",
                "truncate outbox",
                "select * from outbox for update",
                "drop table outbox_default",
                "select * from lecture_category",
                "insert into lecture_category (category_name, version) values ('a', 1)",
                "create table a (b text)",
                "create temporary table a (b text)",
                "create schema a",
                "drop publication outbox",
                "create publication a",
                "set role category_owner",
                "set role category_app",
                "create role a",
                "create database a",
                "alter role category_app password 'a'",
                "select rolpassword from pg_authid",
            })
    void letTheRelayWriteNothing(String sql) {
        Sql.assertRefused(RELAY, sql).isEqualTo(Sql.PERMISSION_DENIED);
    }

    @Test
    void letTheConsoleLook() throws SQLException {
        Sql.execute(APP, Sql.insert(), "insert into lecture_category (category_name, version) values ('최종테스트', 1)");

        assertThat(Sql.rows(CONSOLE, "select payload from outbox order by occurred_at desc limit 1"))
                .isNotEmpty();
        assertThat(Sql.rows(CONSOLE, "select category_name from lecture_category"))
                .contains("최종테스트");
        Sql.execute(
                CONSOLE,
                "select slot_name, active, wal_status, confirmed_flush_lsn from pg_replication_slots",
                "select relname, n_live_tup from pg_stat_user_tables",
                "select pg_current_wal_insert_lsn(), pg_current_snapshot()",
                "select inhrelid::regclass from pg_inherits where inhparent = 'outbox'::regclass");
    }

    @Test
    void letTheConsoleKeepNobodyWaiting() throws SQLException {
        assertThat(Sql.one(CONSOLE, "show statement_timeout")).isEqualTo("5s");
        assertThat(Sql.one(APP, "show statement_timeout")).isEqualTo("0");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "insert into outbox (id, aggregatetype, aggregateid, aggregateversion, type, payload, occurred_at)"
                        + " values (gen_random_uuid(), 'category', '1', 1, 'a', '{}', 1)",
                "update outbox set payload = '{}'",
                "delete from outbox",
                "truncate outbox",
                "select * from outbox for update",
                "select * from outbox_default",
                "select * from outbox_dropped_partition",
                "drop table outbox_default",
                "insert into lecture_category (category_name, version) values ('a', 1)",
                "update lecture_category set version = 2",
                "delete from lecture_category",
                "select outbox_ensure_partitions(1)",
                "select outbox_drop_partition(interval '2 days', pg_current_snapshot())",
                "drop publication outbox",
                "create publication a",
                "set role outbox_relay",
                "alter role category_app password 'a'",
                "select * from flyway_schema_history",
                "create table a (b text)",
                "create temporary table a (b text)",
                "create schema a",
                "set role category_owner",
                "set role category_app",
                "create role a",
                "create database a",
                "select pg_create_logical_replication_slot('a', 'pgoutput')",
                "select pg_read_file('PG_VERSION')",
                "select rolpassword from pg_authid",
                "select pg_logical_emit_message(false, 'a', repeat('b', 100000))",
                "select pg_logical_emit_message(false, 'a', 'b'::bytea)",
                "select pg_advisory_lock(1)",
                "select pg_try_advisory_xact_lock_shared(1, 2)",
            })
    void letTheConsoleChangeNothing(String sql) {
        Sql.assertRefused(CONSOLE, sql).isEqualTo(Sql.PERMISSION_DENIED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"category_app", "console"})
    void letNobodyElseReplicate(String role) {
        assertThatThrownBy(() -> replication(role))
                .isInstanceOfSatisfying(
                        PSQLException.class,
                        refused -> assertThat(refused.getSQLState()).isEqualTo(Sql.PERMISSION_DENIED));
    }

    @Test
    void letNobodyElseIntoTheDatabase() throws SQLException {
        DataSource admin = DATABASE.admin();
        Sql.execute(admin, "drop role if exists stranger", "create role stranger login password 'known'");
        DataSource stranger = TestPostgres.shared().as("stranger", "known", DATABASE.name());

        Sql.assertRefused(stranger, "select 1").isEqualTo(Sql.PERMISSION_DENIED);
    }

    @Test
    void letNobodyInWithoutAPassword() throws SQLException {
        assertThat(Sql.rows(
                        DATABASE.admin(),
                        "select rolname from pg_authid where rolname in ('category_app', 'outbox_relay', 'console')"
                                + " and rolpassword like 'SCRAM-SHA-256$%' order by 1"))
                .containsExactly("category_app", "console", "outbox_relay");
        assertThat(Sql.one(
                        DATABASE.admin(), "select rolpassword is null from pg_authid where rolname = 'category_owner'"))
                .isEqualTo("t");
    }

    private static Connection replication(String role) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", role);
        properties.setProperty("password", DATABASE.password(role));
        properties.setProperty("replication", "database");
        properties.setProperty("assumeMinServerVersion", "15"); // otherwise the driver omits the setting above
        properties.setProperty("preferQueryMode", "simple");
        return DriverManager.getConnection(DATABASE.jdbcUrl(), properties);
    }
}
