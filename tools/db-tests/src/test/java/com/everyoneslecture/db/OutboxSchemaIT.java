package com.everyoneslecture.db;

import static org.assertj.core.api.Assertions.assertThat;

import com.everyoneslecture.outbox.event.OutboxNames;
import com.everyoneslecture.outbox.schema.Deviation;
import com.everyoneslecture.outbox.schema.OutboxDefinition;
import com.everyoneslecture.outbox.schema.OutboxSchema;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** Creates the objects of an outbox, in the database of any application. */
class OutboxSchemaIT extends ShopScenario {

    /** The grants of the console belong to the console, and not to the outbox. */
    @Test
    void makesTheObjectsThatTheCategoryDatabaseHas() throws SQLException {
        DataSource category = postgres.admin(database());
        Schema.CATEGORY.migrate(category, Map.of());
        OutboxSchema outbox = new OutboxSchema(new OutboxDefinition(
                OutboxNames.parse("public.outbox"), "outbox", "category_app", "outbox_relay", "category_owner"));
        DataSource printed = postgres.admin(database());

        Sql.execute(printed, outbox.sql(false));

        for (Map.Entry<String, String> part : catalogue().entrySet()) {
            assertThat(Sql.rows(printed, part.getValue()))
                    .as(part.getKey())
                    .isNotEmpty()
                    .containsExactlyElementsOf(Sql.rows(category, part.getValue()));
        }
        assertThat(outbox.check(printed)).isEmpty();
        assertThat(outbox.check(category)).isEmpty();
    }

    @Test
    void changesNothingTheSecondTime() throws Exception {
        DataSource admin = postgres.as("shop_admin", "admin", shop());
        SHOP.apply(admin, false);
        String objects = "select string_agg(relname || xmin, ',' order by relname) from pg_class"
                + " where relnamespace = 'shop'::regnamespace";
        String before = Sql.one(admin, objects);

        assertThat(SHOP.apply(admin, false)).isEmpty();
        assertThat(Sql.one(admin, objects)).isEqualTo(before);

        Sql.execute(admin, SHOP.sql(false));
        assertThat(SHOP.check(admin)).isEmpty();
    }

    @Test
    void isAppliedByManyAtOnce() throws Exception {
        DataSource admin = postgres.as("shop_admin", "admin", shop());
        ExecutorService programs = Executors.newFixedThreadPool(4);
        try {
            List<Future<List<Deviation>>> applied = new ArrayList<>();
            for (int n = 0; n < 4; n++) {
                applied.add(programs.submit(() -> SHOP.apply(admin, false)));
            }
            for (Future<List<Deviation>> one : applied) {
                assertThat(one.get(60, TimeUnit.SECONDS)).isEmpty();
            }
        } finally {
            programs.shutdownNow();
        }
    }

    @Test
    void worksUnderNamesThatNeedQuotes() throws Exception {
        OutboxNames names = new OutboxNames("Shop's \"1\"", "Order's \"Events\" 100% (.*)");
        OutboxSchema outbox = new OutboxSchema(new OutboxDefinition(names, "orders", "shop_app", "shop_relay", null));
        String database = database();
        DataSource admin = postgres.admin(database);
        String table = names.qualified();

        assertThat(outbox.apply(admin, false)).isEmpty();
        assertThat(outbox.check(admin)).isEmpty();

        String old = OutboxNames.quoted(names.schema()) + "." + OutboxNames.quoted(names.table() + "_20200101");
        Sql.execute(
                admin,
                "create table " + old + " (like " + table + " including all)",
                "alter table " + table + " attach partition " + old
                        + " for values from (1577836800000000) to (1577923200000000)");
        String insert = "insert into " + table + " (aggregatetype, aggregateid, type, payload, occurred_at)"
                + " values ('order', '7', 'OrderPlaced', '{}', ";
        Sql.execute(
                postgres.as("shop_app", "app", database),
                insert + "1577880000000000)",
                insert + "1)",
                insert + "extract(epoch from now()) * 1000000)");
        DataSource relay = postgres.as("shop_relay", "relay", database);
        String drop = "select " + names.dropPartition() + "('30 days', pg_current_snapshot())";
        assertThat(Sql.one(relay, drop)).isEqualTo(names.table() + "_20200101");
        assertThat(Sql.one(relay, drop)).isEqualTo(names.table() + "_default");
        assertThat(Sql.one(relay, drop)).isEqualTo("null");
        assertThat(Sql.rows(relay, "select partition_name from " + names.droppedPartitions() + " order by dropped_at"))
                .containsExactly(names.table() + "_20200101", names.table() + "_default");
        assertThat(Sql.one(relay, "select count(*) from " + table)).isEqualTo("1");
        assertThat(Sql.one(relay, "select " + names.ensurePartitions() + "(9)")).isEqualTo("2");
        assertThat(Sql.one(
                        relay, "select count(*) from pg_inherits where inhparent = to_regclass($n$" + table + "$n$)"))
                .isEqualTo("11");
    }

    @Test
    void makesRolesOnlyIfItIsAsked() throws SQLException {
        OutboxSchema outbox = new OutboxSchema(new OutboxDefinition(
                OutboxNames.parse("billing.outbox"), "billing", "billing_app", "billing_relay", "billing_owner"));
        DataSource admin = postgres.admin(database());

        assertThat(outbox.apply(admin, false))
                .extracting(Deviation::object)
                .containsExactly("role billing_app", "role billing_relay", "role billing_owner");
        assertThat(Sql.one(admin, "select count(*) from pg_namespace where nspname = 'billing'"))
                .isEqualTo("0");

        assertThat(outbox.apply(admin, true)).isEmpty();
        assertThat(Sql.rows(
                        admin,
                        "select concat_ws(' ', rolname, rolcanlogin, rolreplication, rolsuper) from pg_roles"
                                + " where rolname like 'billing%' order by 1"))
                .containsExactly("billing_app t f f", "billing_owner f f f", "billing_relay t t f");
        Sql.execute(admin, "alter role billing_relay noreplication");
        assertThat(outbox.check(admin))
                .containsExactly(new Deviation(
                        "replication of role billing_relay", "is missing", "alter role billing_relay replication"));
    }

    private static Map<String, String> catalogue() {
        String relations = "('outbox', 'outbox_default', 'outbox_dropped_partition', 'outbox_aggregateversion_seq',"
                + " 'outbox_append_order_seq')";
        return Map.of(
                "relations",
                "select concat_ws(' ', relname, relkind, pg_get_userbyid(relowner), relispartition,"
                        + " pg_get_expr(relpartbound, oid), reloptions) from pg_class where relname in " + relations
                        + " order by 1",
                "partition key",
                "select pg_get_partkeydef('public.outbox'::regclass)",
                "columns",
                "select concat_ws(' ', relname, attnum, attname, format_type(atttypid, atttypmod), attnotnull,"
                        + " pg_get_expr(adbin, adrelid)) from pg_attribute join pg_class c on c.oid = attrelid"
                        + " left join pg_attrdef on adrelid = attrelid and adnum = attnum"
                        + " where attnum > 0 and relname in " + relations + " order by relname, attnum",
                "constraints",
                "select concat_ws(' ', relname, conname, pg_get_constraintdef(con.oid), convalidated)"
                        + " from pg_constraint con join pg_class c on c.oid = conrelid where relname in " + relations
                        + " order by 1",
                "indexes",
                "select pg_get_indexdef(indexrelid) from pg_index join pg_class c on c.oid = indrelid where relname in "
                        + relations + " order by 1",
                "functions",
                "select concat_ws(' ', pg_get_userbyid(proowner), pg_get_functiondef(oid)) from pg_proc"
                        + " where proname like 'outbox\\_%' order by 1",
                "sequences",
                "select seqrelid::regclass || ' ' || seqtypid::regtype || ' ' || seqincrement || ' ' || seqcache"
                        + " from pg_sequence where seqrelid::regclass::text like 'outbox\\_%' order by 1",
                "grants",
                "select relname || ' ' || acl::text from pg_class, unnest(relacl) as acl where relname in " + relations
                        + " and acl::text not like 'console=%'"
                        + " union all select proname || ' ' || acl::text from pg_proc, unnest(proacl) as acl"
                        + " where proname like 'outbox\\_%'"
                        + " union all select relname || '.' || attname || ' ' || acl::text from pg_attribute"
                        + " join pg_class c on c.oid = attrelid, unnest(attacl) as acl where relname in " + relations
                        + " order by 1",
                "publication",
                "select concat_ws(' ', p.pubname, puballtables, pubinsert, pubupdate, pubdelete, pubtruncate, pubviaroot,"
                        + " schemaname, tablename, attnames, rowfilter) from pg_publication p"
                        + " join pg_publication_tables t on t.pubname = p.pubname");
    }
}
