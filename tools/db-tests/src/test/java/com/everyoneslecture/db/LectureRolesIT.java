package com.everyoneslecture.db;

import static org.assertj.core.api.Assertions.assertThat;

import com.everyoneslecture.testservices.TestDatabase;
import com.everyoneslecture.testservices.TestPostgres;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LectureRolesIT {

    private static final TestDatabase DATABASE = TestPostgres.shared().create(Schema.LECTURE);
    private static final DataSource PROJECTOR = DATABASE.as("lecture_projector");
    private static final DataSource CONSOLE = DATABASE.as("console");
    private static final String ROW =
            "insert into read_category (category_id, category_name, aggregate_version, event_id,"
                    + " occurred_at) values (%s, '최종테스트', %s, gen_random_uuid(), now())";

    @Test
    void letTheProjectorKeepItsReadModel() throws SQLException {
        Sql.execute(
                PROJECTOR,
                ROW.formatted(1, 1),
                "update read_category set deleted = true",
                "select * from read_category",
                "delete from read_category",
                "truncate read_category");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "alter table read_category add column a text",
                "drop table read_category",
                "create index on read_category (category_name)",
                "alter table read_category drop constraint read_category_version_positive",
                "create table a (b text)",
                "create temporary table a (b text)",
                "create schema a",
                "select * from flyway_schema_history",
                "set role lecture_owner",
                "create role a",
                "create database a",
                "select pg_create_logical_replication_slot('a', 'pgoutput')",
                "select rolpassword from pg_authid",
            })
    void letTheProjectorDoNothingElse(String sql) {
        Sql.assertRefused(PROJECTOR, sql).isEqualTo(Sql.PERMISSION_DENIED);
    }

    @Test
    void letTheConsoleLook() throws SQLException {
        Sql.execute(PROJECTOR, ROW.formatted(9, 1));

        assertThat(Sql.rows(CONSOLE, "select category_name from read_category where category_id = 9"))
                .containsExactly("최종테스트");
        assertThat(Sql.rows(CONSOLE, "select generation from inbox_rebuild")).isEmpty();
        Sql.execute(CONSOLE, "select * from inbox_rebuild_partition", "select * from inbox_offset");
        assertThat(Sql.one(CONSOLE, "show statement_timeout")).isEqualTo("5s");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "update read_category set deleted = true",
                "delete from read_category",
                "truncate read_category",
                "select * from read_category for update",
                "insert into inbox_rebuild values ('a', 1)",
                "update inbox_rebuild_partition set rewound_at = now()",
                "update inbox_offset set next_offset = 0",
                "drop table read_category",
                "select * from flyway_schema_history",
                "create table a (b text)",
                "create temporary table a (b text)",
                "create schema a",
                "set role lecture_owner",
                "set role lecture_projector",
                "create role a",
                "create database a",
                "select pg_create_logical_replication_slot('a', 'pgoutput')",
                "select pg_read_file('PG_VERSION')",
                "select rolpassword from pg_authid",
                "select pg_logical_emit_message(false, 'a', repeat('b', 100000))",
                "select pg_advisory_lock(1)",
            })
    void letTheConsoleChangeNothing(String sql) {
        Sql.assertRefused(CONSOLE, sql).isEqualTo(Sql.PERMISSION_DENIED);
    }

    @Test
    void letTheProjectorIntoNoOtherDatabase() {
        TestDatabase category = TestPostgres.shared().create(Schema.CATEGORY);
        TestDatabase other = TestPostgres.shared().create(Schema.LECTURE);
        DataSource there =
                TestPostgres.shared().as("lecture_projector", DATABASE.password("lecture_projector"), category.name());
        DataSource here = TestPostgres.shared().as("category_app", category.password("category_app"), other.name());

        Sql.assertRefused(there, "select 1").isEqualTo(Sql.PERMISSION_DENIED);
        Sql.assertRefused(here, "select 1").isEqualTo(Sql.PERMISSION_DENIED);
    }

    @Test
    void letTheReadModelBelongToARoleThatNobodyLogsInAs() throws SQLException {
        assertThat(Sql.rows(
                        DATABASE.admin(),
                        "select distinct relowner::regrole || ' ' || rolcanlogin from pg_class"
                                + " join pg_roles r on r.oid = relowner where relnamespace = 'public'::regnamespace"
                                + " and relkind = 'r' and relname <> 'flyway_schema_history'"))
                .containsExactly("lecture_owner false");
    }

    @Test
    void grantTheProjectorEachTableAsFarAsItMustWrite() throws SQLException {
        assertThat(Sql.rows(DATABASE.admin(), """
                        select table_name || ' ' || string_agg(lower(privilege_type), ',' order by privilege_type)
                        from information_schema.table_privileges where grantee = 'lecture_projector'
                        group by table_name order by 1"""))
                .containsExactly(
                        "inbox_offset insert,select,update",
                        "inbox_rebuild insert,select",
                        "inbox_rebuild_partition insert,select,update",
                        "read_category delete,insert,select,truncate,update");
    }

    @Test
    void countVersionsFromOne() {
        Sql.assertRefused(PROJECTOR, ROW.formatted(7, 0)).isEqualTo("23514");
    }
}
