package com.everyoneslecture.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.everyoneslecture.testservices.TestPostgres;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.awaitility.Awaitility;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Uses a separate server, because roles belong to a server and these tests start before any exist. */
class MigrationsIT {

    private static final Map<String, String> PASSWORDS =
            Map.of("category_app", "secret of the app", "outbox_relay", "secret of the relay");

    private static TestPostgres postgres;
    private static DataSource superuser;

    @BeforeAll
    static void startServer() {
        postgres = TestPostgres.start(Map.of("log_statement", "all", "log_min_duration_statement", "0"));
        superuser = postgres.admin("postgres");
    }

    @AfterAll
    static void stopServer() {
        postgres.close();
    }

    @ParameterizedTest
    @EnumSource(Schema.class)
    void changeNothingTheSecondTime(Schema schema) throws SQLException {
        DataSource database = database("twice_" + schema.databaseName());

        assertThat(schema.migrate(database, Map.of())).isPositive();
        String before = Sql.one(database, "select string_agg(installed_on::text, ',') from flyway_schema_history");
        assertThat(schema.migrate(database, Map.of())).isZero();

        assertThat(Sql.one(database, "select string_agg(installed_on::text, ',') from flyway_schema_history"))
                .isEqualTo(before);
    }

    @Test
    void takeAsLongAsTheyNeedWhateverTheDatabaseAllowsOthers() throws Exception {
        DataSource database = database("hurried");
        for (String setting : List.of(
                "statement_timeout = '300ms'",
                "lock_timeout = '300ms'",
                "default_transaction_isolation = 'serializable'",
                "search_path = pg_catalog")) {
            Sql.execute(superuser, "alter database hurried set " + setting);
        }
        ExecutorService migrator = Executors.newSingleThreadExecutor();
        try (Connection other = database.getConnection();
                Statement statement = other.createStatement()) {
            statement.execute("set statement_timeout = 0; select pg_advisory_lock(" + 0x6F7574626F78L + ")");
            Future<Integer> applied = migrator.submit(() -> Schema.CATEGORY.migrate(database, PASSWORDS));
            Awaitility.await()
                    .atMost(Duration.ofSeconds(60))
                    .during(Duration.ofMillis(600))
                    .until(() -> Sql.one(
                                    superuser,
                                    "select count(*) from pg_stat_activity"
                                            + " where datname = 'hurried' and query like '%pg_try_advisory_lock%'"
                                            + " and pid <> pg_backend_pid()")
                            .equals("1"));
            statement.execute("select pg_advisory_unlock_all()");

            assertThat(applied.get(60, TimeUnit.SECONDS)).isPositive();
        } finally {
            migrator.shutdownNow();
        }
    }

    @Test
    void waitForEachOther() throws Exception {
        DataSource database = database("contended");
        ExecutorService migrators = Executors.newFixedThreadPool(4);
        try {
            List<Future<Integer>> applied = new ArrayList<>();
            for (int n = 0; n < 4; n++) {
                applied.add(migrators.submit(() -> Schema.CATEGORY.migrate(database, PASSWORDS)));
            }
            int sum = 0;
            for (Future<Integer> one : applied) {
                sum += one.get(60, TimeUnit.SECONDS);
            }
            assertThat(sum).isEqualTo(10);
        } finally {
            migrators.shutdownNow();
        }
    }

    @Test
    void makeTheRolesOfTwoDatabasesAtOnce() throws Exception {
        try (TestPostgres fresh = TestPostgres.start()) {
            ExecutorService migrators = Executors.newFixedThreadPool(2);
            try {
                List<Future<Integer>> applied = new ArrayList<>();
                for (String name : List.of("one", "two")) {
                    Sql.execute(fresh.admin("postgres"), "create database " + name);
                    applied.add(migrators.submit(() -> Schema.CATEGORY.migrate(fresh.admin(name), Map.of())));
                }
                for (Future<Integer> one : applied) {
                    assertThat(one.get(60, TimeUnit.SECONDS)).isEqualTo(10);
                }
            } finally {
                migrators.shutdownNow();
            }
        }
    }

    /** Appends to a large outbox then need not wait for the build of the index. */
    @Test
    void takeInIndexesThatWereBuiltBefore() throws SQLException {
        DataSource database = database("large");
        Flyway.configure()
                .dataSource(database)
                .locations("classpath:db/migration/category", "classpath:db/migration/outbox")
                .defaultSchema("public")
                .target("4")
                .load()
                .migrate();
        Sql.execute(database, "select outbox_ensure_partitions(7)");
        for (String statement : Sql.rows(database, """
                select format('create index concurrently on %s using brin (occurred_at) with (autosummarize = on)', relid)
                from pg_partition_tree('outbox') where isleaf
                """)) {
            Sql.execute(database, statement);
        }
        String built = Sql.one(database, """
                select string_agg(indexrelid::text, ',' order by indexrelid) from pg_index
                where indrelid in (select relid from pg_partition_tree('outbox')) and not indisprimary
                """);

        assertThat(Schema.CATEGORY.migrate(database, Map.of())).isEqualTo(6);

        assertThat(Sql.one(database, """
                select string_agg(inhrelid::text, ',' order by inhrelid) from pg_inherits
                where inhparent = 'outbox_occurred_at'::regclass
                """)).isEqualTo(built).contains(",");
    }

    /** The relay handles rows that cannot become records; they must not block the migrations of a database. */
    @Test
    void leaveRowsThatAreOutsideOfNewBounds() throws SQLException {
        DataSource database = database("outside");
        Flyway.configure()
                .dataSource(database)
                .locations("classpath:db/migration/category", "classpath:db/migration/outbox")
                .defaultSchema("public")
                .target("5")
                .load()
                .migrate();
        Sql.execute(database, Sql.insert("occurred_at", "-1"), Sql.insert("occurred_at", "9223372036854775807"));

        Schema.CATEGORY.migrate(database, Map.of());

        assertThat(Sql.one(database, "select count(*) from outbox_default")).isEqualTo("2");
        Sql.assertRefused(database, Sql.insert("occurred_at", "-1")).isEqualTo("23514");
        Sql.execute(database, "select outbox_ensure_partitions(20)");
    }

    @Test
    void takeOverOffsetsAndRebuildsOfTheReadModel() throws SQLException {
        DataSource database = database("offsets");
        Flyway.configure()
                .dataSource(database)
                .locations("classpath:db/migration/lecture")
                .defaultSchema("public")
                .target("3")
                .load()
                .migrate();
        Sql.execute(
                database,
                "insert into rebuild (requested_at) values (timestamptz '2026-01-02 03:04:05Z')",
                "insert into applied_offset values ('categoryChanged', 0, gen_random_uuid(), 7, 3)",
                "insert into applied_offset values ('categoryChanged', 1, gen_random_uuid(), 9, null)",
                "insert into rebuild_partition values (1, 0, 0, 5, now()), (2, 0, 1, 6, now()), (2, 1, 0, 8, null)");

        Schema.LECTURE.migrate(database, Map.of());

        assertThat(Sql.rows(
                        database,
                        "select concat_ws(' ', consumer_group, topic, partition, next_offset, leader_epoch)"
                                + " from inbox_offset order by partition"))
                .containsExactly(
                        "CGR-lecture-categoryChanged categoryChanged 0 7 3",
                        "CGR-lecture-categoryChanged categoryChanged 1 9");
        assertThat(Sql.rows(
                        database, "select generation || ' ' || (requested_at at time zone 'UTC') from inbox_rebuild"))
                .containsExactly("1 2026-01-02 03:04:05");
        assertThat(Sql.rows(
                        database,
                        "select concat_ws(' ', generation, topic, partition, first_offset, target_offset, rewound_at is not null)"
                                + " from inbox_rebuild_partition order by generation, partition"))
                .containsExactly("0 categoryChanged 0 0 5 t", "1 categoryChanged 0 1 6 t", "1 categoryChanged 1 0 8 f");
    }

    @Test
    void letRolesInByThePasswordsThatTheySet() throws SQLException {
        DataSource database = database("passwords");

        Schema.CATEGORY.migrate(database, PASSWORDS);
        assertThat(Sql.one(as("category_app", "secret of the app", "passwords"), "select 1"))
                .isEqualTo("1");

        Schema.CATEGORY.migrate(database, Map.of("category_app", "다른 secret"));
        assertThat(Sql.one(as("category_app", "다른 secret", "passwords"), "select 1"))
                .isEqualTo("1");
        Sql.assertRefused(as("category_app", "secret of the app", "passwords"), "select 1")
                .isEqualTo("28P01");
        assertThat(Sql.one(as("outbox_relay", "secret of the relay", "passwords"), "select 1"))
                .isEqualTo("1");
    }

    @Test
    void showNoPasswordToTheServersLog() throws Exception {
        Schema.CATEGORY.migrate(database("quiet"), Map.of("category_app", "never to be logged"));

        String log = postgres.server().log();
        assertThat(log).contains("ALTER USER \"category_app\" PASSWORD 'SCRAM-SHA-256$");
        assertThat(log).doesNotContain("never to be logged");
    }

    @Test
    void knowOnlyTheRolesOfTheirSchema() {
        assertThatThrownBy(() -> Schema.LECTURE.migrate(superuser, Map.of("category_app", "a")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("category_app")
                .hasMessageContaining("lecture_projector");
    }

    @Test
    void keepOutOfADatabaseThatHoldsSomethingElse() throws SQLException {
        DataSource database = database("foreign_tables");
        Sql.execute(database, "create table somebody_elses (a text)");

        assertThatThrownBy(() -> Schema.LECTURE.migrate(database, Map.of()))
                .isInstanceOf(FlywayException.class)
                .hasMessageContaining("non-empty schema");
    }

    @Test
    void goWhereTheyBelongWhateverTheSearchPath() throws SQLException {
        DataSource database = database("searched");
        Sql.execute(database, "create schema postgres");

        Schema.CATEGORY.migrate(database, Map.of());

        assertThat(Sql.rows(database, "select table_schema from information_schema.tables where table_name = 'outbox'"))
                .containsExactly("public");
    }

    @Test
    void takeAwayWhatPostgresql14LeftToEverybody() throws SQLException {
        DataSource database = database("old");
        Sql.execute(database, "grant create on schema public to public");

        Schema.LECTURE.migrate(database, Map.of("lecture_projector", "secret"));

        Sql.assertRefused(as("lecture_projector", "secret", "old"), "create table a (b text)")
                .isEqualTo(Sql.PERMISSION_DENIED);
    }

    private static DataSource database(String name) throws SQLException {
        Sql.execute(superuser, "create database " + name);
        return postgres.admin(name);
    }

    private static DataSource as(String role, String password, String database) {
        return postgres.as(role, password, database);
    }
}
