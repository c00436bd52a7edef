package com.everyoneslecture.db;

import static org.assertj.core.api.Assertions.assertThat;

import com.everyoneslecture.testservices.TestPostgres;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program that creates an outbox, run through its command line. */
class OutboxSchemaCommandIT {

    @TempDir
    private Path directory = Path.of("");

    @Test
    void checksAppliesAndChecksAgain() throws Exception {
        try (TestPostgres postgres = TestPostgres.start()) {
            Sql.execute(
                    postgres.admin("postgres"),
                    "create role administrator login superuser password '관리자'",
                    "create database shop");
            String url = postgres.jdbcUrl("shop");

            Run missing = run("check", url, "관리자");
            assertThat(missing.status()).as(missing.output()).isEqualTo(1);
            assertThat(missing.output()).contains("role shop_app is missing", "create role shop_app login");

            Run applied = run("apply", url, "관리자", "--create-roles", "--owner", "shop_owner");
            assertThat(applied.status()).as(applied.output()).isZero();
            assertThat(applied.output()).contains("shop.events: complete").doesNotContain("관리자");

            Sql.execute(postgres.admin("shop"), "drop index shop.events_tx_id");
            Run changed = run("check", url, "관리자");
            assertThat(changed.status()).isEqualTo(1);
            assertThat(changed.output()).contains("index events_tx_id is missing", "shop.events: 1 objects to fix");

            Run wrong = run("check", url, "wrong");
            assertThat(wrong.status()).isEqualTo(1);
            assertThat(wrong.output()).contains("Set PGPASSWORD").doesNotContain("\tat ");
        }
    }

    @Test
    @Tag("long")
    void adoptsAnOutboxOfDebezium() throws Exception {
        try (TestPostgres postgres = TestPostgres.start()) {
            Sql.execute(
                    postgres.admin("postgres"),
                    "create role administrator login superuser password '관리자'",
                    "create role shop_app login",
                    "create role shop_relay login replication",
                    "create database shop");
            Sql.execute(
                    postgres.admin("shop"),
                    "create schema shop",
                    "create table shop.events (id uuid primary key, aggregatetype varchar(255) not null,"
                            + " aggregateid varchar(255) not null, type varchar(255) not null, payload text)",
                    "insert into shop.events values (gen_random_uuid(), 'Order', '7', 'Placed', '{}')");

            Run adopted = run("adopt", postgres.jdbcUrl("shop"), "관리자");

            assertThat(adopted.status()).as(adopted.output()).isZero();
            assertThat(adopted.output())
                    .contains("shop.events is adopted. Rows in it: 1", "relay.retention.enabled=false");
            Sql.execute(postgres.admin("shop"), "alter table shop.events rename column payload to body");
            Run refused = run("adopt", postgres.jdbcUrl("shop"), "관리자");
            assertThat(refused.status()).isEqualTo(1);
            assertThat(refused.output()).contains("column payload is missing", "nothing has changed, 1 to fix");
        }
    }

    private record Run(int status, String output) {}

    private Run run(String command, String url, String password, String... more)
            throws IOException, InterruptedException {
        Path output = directory.resolve("output");
        List<String> all = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Dstdout.encoding=UTF-8",
                "-jar",
                "../../outbox-schema/target/outbox-schema-exec.jar",
                command,
                "--url",
                url,
                "--user",
                "administrator",
                "--schema",
                "shop",
                "--table",
                "events",
                "--writer",
                "shop_app",
                "--relay",
                "shop_relay"));
        all.addAll(List.of(more));
        ProcessBuilder builder =
                new ProcessBuilder(all).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("PG"));
        builder.environment().put("LC_ALL", "C.UTF-8");
        builder.environment().put("PGPASSWORD", password);
        Process process = builder.start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return new Run(process.exitValue(), Files.readString(output, StandardCharsets.UTF_8));
    }
}
