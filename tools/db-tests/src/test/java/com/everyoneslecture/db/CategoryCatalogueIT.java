package com.everyoneslecture.db;

import static org.assertj.core.api.Assertions.assertThat;

import com.everyoneslecture.testservices.TestPostgres;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

class CategoryCatalogueIT {

    private static final DataSource ADMIN =
            TestPostgres.shared().create(Schema.CATEGORY).admin();

    @Test
    void hasAnOutboxThatIsPartitionedByTheTimeOfItsEvents() throws SQLException {
        assertThat(Sql.rows(
                        ADMIN,
                        "select relname || ' ' || relkind::text from pg_class where relname in ('lecture_category', 'outbox',"
                                + " 'outbox_default') order by 1"))
                .containsExactly("lecture_category r", "outbox p", "outbox_default r");
        assertThat(Sql.one(ADMIN, "select pg_get_partkeydef('outbox'::regclass)"))
                .isEqualTo("RANGE (occurred_at)");
    }

    @Test
    void hasAPartitionForTodayAndSevenDaysMoreAndTheDefault() throws SQLException {
        assertThat(Sql.rows(
                        ADMIN,
                        "select inhrelid::regclass from pg_inherits where inhparent = 'outbox'::regclass order by 1"))
                .hasSize(9)
                .contains("outbox_default")
                .containsAll(Sql.rows(
                        ADMIN,
                        "select 'outbox_' || to_char((now() at time zone 'UTC')::date + n, 'YYYYMMDD')"
                                + " from generate_series(0, 7) n"));
    }

    @Test
    void boundsEachDayByUtc() throws SQLException {
        assertThat(Sql.rows(
                        ADMIN,
                        "select relname || ' ' || pg_get_expr(relpartbound, oid) from pg_class where relispartition"
                                + " and relkind = 'r' and relname <> 'outbox_default' order by 1"))
                .containsExactlyElementsOf(Sql.rows(ADMIN, """
                        select 'outbox_' || to_char(day, 'YYYYMMDD') || ' FOR VALUES FROM (''' || micros
                               || ''') TO (''' || micros + 86400000000 || ''')'
                        from (select day, (day - date '1970-01-01') * 86400000000 as micros
                              from (select (now() at time zone 'UTC')::date + n as day from generate_series(0, 7) n))
                        order by 1"""));
    }

    @Test
    void givesEveryPartitionTheRulesOfTheWhole() throws SQLException {
        String rules = """
                select string_agg(conname || ' ' || pg_get_constraintdef(oid), ', ' order by conname)
                from pg_constraint where contype = 'c' and conrelid = '%s'::regclass""";
        String ofTheWhole = Sql.one(ADMIN, rules.formatted("outbox"));

        assertThat(ofTheWhole.split(", outbox_")).hasSize(14);
        for (String partition : partitions()) {
            assertThat(Sql.one(ADMIN, rules.formatted(partition))).isEqualTo(ofTheWhole);
            assertThat(Sql.one(
                            ADMIN,
                            "select count(*) from pg_index where indisprimary and indrelid = '" + partition
                                    + "'::regclass"))
                    .isEqualTo("1");
        }
    }

    @Test
    void findsTheRowsOfEachPartitionByTimeAndByTransaction() throws SQLException {
        for (String partition : partitions()) {
            assertThat(Sql.rows(
                            ADMIN,
                            "select concat_ws(' ', amname, reloptions, relispartition, pg_get_indexdef(indexrelid, 1, true))"
                                    + " from pg_index join pg_class on pg_class.oid = indexrelid join pg_am on pg_am.oid = relam"
                                    + " where not indisprimary and indrelid = '" + partition + "'::regclass"))
                    .as(partition)
                    .containsExactlyInAnyOrder(
                            "brin {autosummarize=on} t occurred_at", "brin {autosummarize=on} t (tx_id::text::bigint)");
        }
    }

    @Test
    void belongsToARoleThatNobodyLogsInAs() throws SQLException {
        assertThat(Sql.rows(
                        ADMIN,
                        "select distinct relowner::regrole from pg_class where relnamespace = 'public'::regnamespace"
                                + " and relkind in ('r', 'p') and relname <> 'flyway_schema_history'"))
                .containsExactly("category_owner");
        assertThat(Sql.one(
                        ADMIN,
                        "select proowner::regrole || ' ' || prosecdef || ' ' || proconfig::text from pg_proc"
                                + " where proname = 'outbox_ensure_partitions'"))
                .isEqualTo("category_owner true {\"search_path=pg_catalog, pg_temp\",lock_timeout=2s}");
        assertThat(Sql.one(ADMIN, "select rolcanlogin from pg_roles where rolname = 'category_owner'"))
                .isEqualTo("f");
    }

    @Test
    void publishesTheInsertsOfOneTableAsRowsOfItsRootWithoutTheTransactionId() throws SQLException {
        assertThat(Sql.one(
                        ADMIN,
                        "select concat_ws(' ', puballtables, pubinsert, pubupdate, pubdelete, pubtruncate, pubviaroot)"
                                + " from pg_publication where pubname = 'outbox'"))
                .isEqualTo("f t f f f t");
        assertThat(Sql.one(
                        ADMIN,
                        "select schemaname || '.' || tablename || ' ' || attnames::text || ' ' || coalesce(rowfilter, '-')"
                                + " from pg_publication_tables where pubname = 'outbox'"))
                .isEqualTo("public.outbox {id,aggregatetype,aggregateid,aggregateversion,type,payload,occurred_at,"
                        + "traceparent,payload_bytes,record_key,headers,content_type} -");
    }

    @Test
    void grantsTheApplicationColumnsOfTheOutboxAndTheRelayItsRows() throws SQLException {
        assertThat(Sql.rows(ADMIN, """
                        select grantee || ' ' || lower(privilege_type) || ' ' || string_agg(column_name, ',' order by ordinal_position)
                        from information_schema.column_privileges join information_schema.columns
                             using (table_schema, table_name, column_name)
                        where table_name = 'outbox' and grantee in ('category_app', 'outbox_relay', 'console', 'PUBLIC')
                        group by grantee, privilege_type order by 1"""))
                .containsExactly(
                        "category_app insert id,aggregatetype,aggregateid,aggregateversion,type,payload,occurred_at,"
                                + "traceparent,payload_bytes,tombstone,record_key,headers,content_type",
                        "console select id,aggregatetype,aggregateid,aggregateversion,type,payload,occurred_at,"
                                + "traceparent,tx_id,payload_bytes,tombstone,record_key,headers,content_type,append_order",
                        "outbox_relay select id,aggregatetype,aggregateid,aggregateversion,type,payload,occurred_at,"
                                + "traceparent,tx_id,payload_bytes,tombstone,record_key,headers,content_type,append_order");
    }

    @Test
    void grantsNobodyAPartition() throws SQLException {
        for (String partition : partitions()) {
            assertThat(Sql.one(
                            ADMIN,
                            "select count(*) from information_schema.table_privileges where table_name = '" + partition
                                    + "' and grantee <> 'category_owner'"))
                    .isEqualTo("0");
        }
    }

    @Test
    void makesRolesThatAreNoMoreThanTheyMustBe() throws SQLException {
        assertThat(Sql.rows(ADMIN, """
                        select concat_ws(' ', rolname, rolcanlogin, rolreplication,
                                         rolsuper or rolcreatedb or rolcreaterole or rolbypassrls)
                        from pg_roles where rolname in ('category_owner', 'category_app', 'outbox_relay', 'console') order by 1"""))
                .containsExactly("category_app t f f", "category_owner f f f", "console t f f", "outbox_relay t t f");
        assertThat(
                        Sql.one(
                                ADMIN,
                                "select count(*) from pg_auth_members where roleid = 'category_owner'::regrole"
                                        + " or member in ('category_app'::regrole, 'outbox_relay'::regrole, 'console'::regrole)"))
                .isEqualTo("0");
    }

    private static Iterable<String> partitions() throws SQLException {
        return Sql.rows(ADMIN, "select inhrelid::regclass from pg_inherits where inhparent = 'outbox'::regclass");
    }
}
