package com.everyoneslecture.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.everyoneslecture.outbox.event.OutboxNames;
import com.everyoneslecture.outbox.schema.Deviation;
import com.everyoneslecture.outbox.schema.OutboxDefinition;
import com.everyoneslecture.outbox.schema.OutboxSchema;
import com.everyoneslecture.testservices.TestPostgres;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An outbox in the database of any application. On a server of its own, because roles belong to a server. */
class OutboxSchemaIT {

    private static final OutboxSchema SHOP = new OutboxSchema(
            new OutboxDefinition(OutboxNames.parse("shop.events"), "events", "shop_app", "shop_relay", null));

    private static final String APPEND =
            "insert into shop.events (aggregatetype, aggregateid, type, payload) values ('order', '7', 'OrderPlaced', '{}')";

    private static final AtomicInteger DATABASES = new AtomicInteger();

    private static TestPostgres postgres;
    private static @Nullable DataSource events;

    @TempDir
    private Path directory = Path.of("");

    @BeforeAll
    static void startServer() throws SQLException {
        postgres = TestPostgres.start();
        Sql.execute(
                postgres.admin("postgres"),
                "create role shop_admin login password 'admin'",
                "create role shop_app login password 'app'",
                "create role shop_relay login replication password 'relay'");
    }

    @AfterAll
    static void stopServer() {
        postgres.close();
    }

    /** The grants of the console are its own, and not the outbox's. */
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
    void standsBesideAnApplicationWithAHistoryOfItsOwn() throws Exception {
        String name = shop();
        DataSource admin = postgres.as("shop_admin", "admin", name);
        List<String> before = others(admin);

        assertThat(SHOP.apply(admin, false)).isEmpty();

        assertThat(others(admin)).isEqualTo(before);
        DataSource app = postgres.as("shop_app", "app", name);
        Sql.execute(app, APPEND, APPEND);
        assertThat(Sql.rows(
                        admin,
                        "select aggregateversion || ' ' || (id is not null) || ' ' || (abs(extract(epoch from now()) * 1000000"
                                + " - occurred_at) < 60000000) || ' ' || (tableoid = 'shop.events_default'::regclass)"
                                + " from shop.events order by aggregateversion"))
                .containsExactly("1 true true false", "2 true true false");
        Sql.assertRefused(app, "select * from shop.events").isEqualTo(Sql.PERMISSION_DENIED);
        Sql.assertRefused(app, "select setval('shop.events_aggregateversion_seq', 1)")
                .isEqualTo(Sql.PERMISSION_DENIED);
        Sql.assertRefused(app, "select shop.events_ensure_partitions(1)").isEqualTo(Sql.PERMISSION_DENIED);

        Files.writeString(directory.resolve("V2__more.sql"), "alter table shop.orders add column note text;");
        assertThat(flyway(admin).migrate().migrationsExecuted).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "payload | null | payload_one",
                "payload | lower(null) | payload_one",
                "payload, payload_bytes | '{}', '\\x00' | payload_one",
                "payload, tombstone | '{}', true | payload_one",
                "payload | '' | payload_size",
                "payload_bytes | convert_to(repeat('x', 524289), 'UTF8') | payload_bytes_size",
                "payload, record_key | '{}', '' | record_key_length",
                "payload, headers | '{}', '[]' | headers_strings",
                "payload, headers | '{}', '{\"a\": 1}' | headers_strings",
                "payload, headers | '{}', '{\"a\": {\"b\": \"c\"}}' | headers_strings",
                "payload, headers | '{}', '{\"a\": [\"b\"]}' | headers_strings",
                "payload, headers | '{}', '{\"a\": null}' | headers_strings",
                "payload, headers | '{}', '\"a\"' | headers_strings",
                "payload, headers | '{}', '{\"CE_id\": \"1\"}' | headers_names",
                "payload, headers | '{}', '{\"a\": \"b\", \"content-type\": \"a/b\"}' | headers_names",
                "payload, headers | '{}', jsonb_build_object('a', repeat('x', 16384)) | headers_size",
                "payload, content_type | '{}', 'json' | content_type_media",
                "payload, content_type | '{}', e'text/plain\\nx: y' | content_type_media",
            })
    void takesNoEventOfWhichNoRecordCanBeMade(String columns, String values, String constraint) throws Exception {
        DataSource app = events();
        assertThatThrownBy(() -> Sql.execute(
                        app,
                        "insert into shop.events (aggregatetype, aggregateid, type, " + columns
                                + ") values ('order', '7', 'Placed', " + values + ")"))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("events_" + constraint);
    }

    @Test
    void takesWhateverAnEventMayHave() throws Exception {
        Sql.execute(
                events(),
                "insert into shop.events (aggregatetype, aggregateid, type, payload_bytes, record_key, headers, content_type)"
                        + " values ('소포/Parcel', '7', 'Placed', '', '고객', '{\"a\": \"\", \"가\": \"ce_id\"}',"
                        + " 'application/vnd.acme.order+json; charset=utf-8')",
                "insert into shop.events (aggregatetype, aggregateid, type, tombstone, headers)"
                        + " values ('order', '7', 'Gone', true, '{}')");
    }

    @Test
    void adoptsNoTableOfAnotherForm() throws Exception {
        DataSource admin = postgres.as("shop_admin", "admin", shop());
        OutboxSchema table = new OutboxSchema(
                new OutboxDefinition(OutboxNames.parse("shop.legacy"), "legacy", "shop_app", "shop_relay", null));
        assertThat(table.adopt(admin).obstacles())
                .extracting(Deviation::toString)
                .singleElement()
                .asString()
                .contains("table shop.legacy is missing");

        Sql.execute(
                admin,
                "create table shop.legacy (id bigint primary key, aggregatetype varchar(255), type text, payload jsonb,"
                        + " occurred_at timestamptz)");
        assertThat(table.adopt(admin).obstacles())
                .extracting(Deviation::toString)
                .satisfiesExactly(
                        one -> assertThat(one).contains("column aggregateid is missing"),
                        one -> assertThat(one).contains("column id is of type bigint, not uuid"),
                        one -> assertThat(one)
                                .contains("column occurred_at is of type timestamp with time zone, not bigint")
                                .contains("rename it"));

        Sql.execute(
                admin,
                "drop table shop.legacy",
                "create table shop.legacy (id uuid primary key, aggregatetype text, aggregateid text, type text, payload jsonb)",
                "insert into shop.legacy select gen_random_uuid(), 'Order', n, 'Placed', '{}' from generate_series(1, 100001) n");
        assertThat(table.adopt(admin).obstacles())
                .extracting(Deviation::toString)
                .singleElement()
                .asString()
                .contains("more than 100000 rows", "delete those that Debezium has published");
        assertThat(Sql.one(
                        admin,
                        "select count(*) from pg_attribute where attrelid = 'shop.legacy'::regclass and attnum > 0"))
                .isEqualTo("5");
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
    void isAMigrationOfTheApplicationsOwnFlyway() throws Exception {
        DataSource admin = postgres.as("shop_admin", "admin", shop());
        Files.writeString(directory.resolve("V2__outbox.sql"), SHOP.sql(false));

        flyway(admin).migrate();

        assertThat(SHOP.check(admin)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "constraint events_payload_size | alter table shop.events drop constraint events_payload_size",
                "constraint events_type_length | alter table shop.events drop constraint events_type_length;"
                        + " alter table shop.events add constraint events_type_length check (octet_length(type) < 10)",
                "default of column id | alter table shop.events alter column id drop default",
                "default of column aggregateversion | alter table shop.events alter aggregateversion set default 1",
                "index events_tx_id | drop index shop.events_tx_id",
                "table shop.events_dropped_partition | drop table shop.events_dropped_partition",
                "function shop.events_ensure_partitions(integer) | create or replace function"
                        + " shop.events_ensure_partitions(days_ahead integer) returns integer language sql return 0",
                "function shop.events_drop_partition(interval, pg_snapshot) | grant execute on function"
                        + " shop.events_drop_partition to public",
                "publication events | alter publication events set (publish = 'insert, update')",
                "table of publication events | alter publication events set table shop.events (id, payload)",
                "publication events | drop publication events",
                "grant of select on shop.events to shop_relay | revoke select on shop.events from shop_relay",
                "grant of insert (payload) on shop.events to shop_app"
                        + " | revoke insert (payload) on shop.events from shop_app",
                "grant of usage on sequence shop.events_aggregateversion_seq to shop_app"
                        + " | revoke usage on sequence shop.events_aggregateversion_seq from shop_app",
                "grant of usage on schema shop to shop_relay | revoke usage on schema shop from shop_relay",
                "table shop.events | drop table shop.events",
            })
    void saysWhatIsMissingOrChangedWithItsRemedy(String object, String harm) throws Exception {
        DataSource admin = postgres.as("shop_admin", "admin", shop());
        SHOP.apply(admin, false);
        Sql.execute(admin, harm);

        List<Deviation> deviations = SHOP.check(admin);

        assertThat(deviations).extracting(Deviation::object).contains(object);
        SHOP.apply(admin, false);
        for (Deviation deviation : SHOP.check(admin)) {
            Sql.execute(admin, deviation.remedy());
        }
        assertThat(SHOP.check(admin)).isEmpty();
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

    /** As the writer of an outbox that tests share. */
    private DataSource events() throws Exception {
        DataSource known = events;
        if (known == null) {
            String name = shop();
            SHOP.apply(postgres.as("shop_admin", "admin", name), false);
            known = postgres.as("shop_app", "app", name);
            events = known;
        }
        return known;
    }

    private String shop() throws Exception {
        String name = database();
        Sql.execute(postgres.admin("postgres"), "alter database " + name + " owner to shop_admin");
        Files.writeString(
                directory.resolve("V1__orders.sql"),
                "create table shop.orders (id bigint primary key); grant select on shop.orders to public;");
        DataSource admin = postgres.as("shop_admin", "admin", name);
        Sql.execute(admin, "create schema shop");
        flyway(admin).migrate();
        return name;
    }

    private Flyway flyway(DataSource admin) {
        return Flyway.configure()
                .dataSource(admin)
                .defaultSchema("shop")
                .createSchemas(false)
                .locations("filesystem:" + directory)
                .load();
    }

    /** The objects that are not the outbox's, with their privileges. */
    private static List<String> others(DataSource admin) throws SQLException {
        return Sql.rows(admin, """
                select concat_ws(' ', relname, relkind, relacl, c.xmin) from pg_class c
                where relnamespace = 'shop'::regnamespace and relname not like 'events%'
                union all
                select concat_ws(' ', datname, datacl) from pg_database where datname = current_database()
                union all
                select concat_ws(' ', nspname, nspacl) from pg_namespace where nspname = 'public'
                union all
                select concat_ws(' ', version, checksum) from shop.flyway_schema_history
                union all
                select concat_ws(' ', proname, proacl) from pg_proc where proname like '%advisory%'
                order by 1
                """);
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

    private static String database() throws SQLException {
        String name = "shop_" + DATABASES.incrementAndGet();
        Sql.execute(postgres.admin("postgres"), "create database " + name);
        return name;
    }
}
