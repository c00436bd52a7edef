package com.everyoneslecture.db;

import static org.assertj.core.api.Assertions.assertThat;

import com.everyoneslecture.outbox.event.OutboxNames;
import com.everyoneslecture.outbox.schema.Deviation;
import com.everyoneslecture.outbox.schema.OutboxDefinition;
import com.everyoneslecture.outbox.schema.OutboxSchema;
import java.nio.file.Files;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** An outbox beside the tables of an application, and tables that the application had before. */
class OutboxAdoptionIT extends ShopScenario {

    private static final String APPEND =
            "insert into shop.events (aggregatetype, aggregateid, type, payload) values ('order', '7', 'OrderPlaced', '{}')";

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

    @Test
    void isAMigrationOfTheApplicationsOwnFlyway() throws Exception {
        DataSource admin = postgres.as("shop_admin", "admin", shop());
        Files.writeString(directory.resolve("V2__outbox.sql"), SHOP.sql(false));

        flyway(admin).migrate();

        assertThat(SHOP.check(admin)).isEmpty();
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

    /** The defaults of the new columns need rights of the role that inserts. */
    @Test
    void leavesTheTableToEachRoleThatAppendedBefore() throws Exception {
        String name = shop();
        DataSource admin = postgres.as("shop_admin", "admin", name);
        Sql.execute(
                admin,
                "create table shop.legacy (id uuid primary key default gen_random_uuid(), aggregatetype text, aggregateid text,"
                        + " type text, payload jsonb)",
                "grant usage on schema shop to shop_batch, shop_import",
                "grant insert on shop.legacy to shop_batch",
                "grant insert (aggregatetype, aggregateid, type, payload) on shop.legacy to shop_import");
        OutboxSchema table = new OutboxSchema(
                new OutboxDefinition(OutboxNames.parse("shop.legacy"), "legacy", "shop_app", "shop_relay", null));

        assertThat(table.adopt(admin).obstacles()).isEmpty();

        String append = APPEND.replace("shop.events", "shop.legacy");
        Sql.execute(postgres.as("shop_app", "app", name), append);
        Sql.execute(postgres.as("shop_batch", "batch", name), append);
        Sql.execute(postgres.as("shop_import", "import", name), append);
        assertThat(Sql.rows(admin, "select aggregateversion from shop.legacy order by append_order"))
                .containsExactly("1", "2", "3");
    }

    /** Its remedies for the table that it creates would take the key and the columns of the adopted one away. */
    @Test
    void judgesNoAdoptedTableByTheFormOfANewOne() throws Exception {
        DataSource admin = postgres.as("shop_admin", "admin", shop());
        Sql.execute(
                admin,
                "create table shop.legacy (id uuid primary key, aggregatetype text, aggregateid text, type text, payload jsonb)");
        OutboxSchema table = new OutboxSchema(
                new OutboxDefinition(OutboxNames.parse("shop.legacy"), "legacy", "shop_app", "shop_relay", null));
        assertThat(table.adopt(admin).obstacles()).isEmpty();

        for (List<Deviation> deviations : List.of(table.check(admin), table.apply(admin, false))) {
            assertThat(deviations)
                    .extracting(Deviation::toString)
                    .singleElement()
                    .asString()
                    .contains("is not partitioned", "doctor");
        }
    }

    /** Returns the objects that do not belong to the outbox, with their privileges. */
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
}
