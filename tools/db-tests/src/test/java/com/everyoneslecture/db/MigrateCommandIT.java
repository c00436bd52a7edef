package com.everyoneslecture.db;

import static org.assertj.core.api.Assertions.assertThat;

import com.everyoneslecture.testservices.TestPostgres;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program, run through its command line. */
class MigrateCommandIT {

    private static TestPostgres postgres;

    @TempDir
    private Path directory = Path.of("");

    @BeforeAll
    static void startServer() throws SQLException {
        postgres = TestPostgres.start();
        Sql.execute(
                postgres.admin("postgres"),
                "create role administrator login superuser password '관리자'",
                "create role visitor login password 'visitor'",
                "create database category",
                "create database lecture");
    }

    @AfterAll
    static void stopServer() {
        postgres.close();
    }

    @Test
    void preparesADatabaseAndSaysWhatItDid() throws Exception {
        Path file = Files.writeString(directory.resolve("relay"), "of the relay\n");
        Map<String, String> environment = Map.of(
                "PGPASSWORD",
                "관리자",
                "CATEGORY_APP_PASSWORD",
                "of the app",
                "OUTBOX_RELAY_PASSWORD_FILE",
                file.toString());

        Run first = run(environment, "category", "administrator", "category");
        assertThat(first.status()).as(first.output()).isZero();
        assertThat(first.output())
                .containsSubsequence(
                        "category: 10 migrations applied", "category_app: password set", "outbox_relay: password set")
                .doesNotContain("of the app", "of the relay", "관리자", "INFO");
        assertThat(Sql.one(postgres.as("category_app", "of the app", "category"), "select 1"))
                .isEqualTo("1");
        assertThat(Sql.one(postgres.as("outbox_relay", "of the relay", "category"), "select 1"))
                .isEqualTo("1");

        Run second = run(Map.of("PGPASSWORD", "관리자"), "CATEGORY", "administrator", "category");
        assertThat(second.status()).isZero();
        assertThat(second.output())
                .containsSubsequence(
                        "category: up to date", "category_app: password as it was (CATEGORY_APP_PASSWORD is not set)");
    }

    @Test
    @Tag("long")
    void preparesTheOtherDatabaseToo() throws Exception {
        Run run = run(
                Map.of("PGPASSWORD", "관리자", "LECTURE_PROJECTOR_PASSWORD", "secret", "CONSOLE_PASSWORD", "looks"),
                "lecture",
                "administrator",
                "lecture");

        assertThat(run.status()).as(run.output()).isZero();
        assertThat(Sql.one(postgres.as("lecture_projector", "secret", "lecture"), "select 1"))
                .isEqualTo("1");
        assertThat(Sql.one(postgres.as("console", "looks", "lecture"), "select 1"))
                .isEqualTo("1");
    }

    @Test
    void saysWhatToDoAboutAWrongPassword() throws Exception {
        assertFails(run(Map.of("PGPASSWORD", "wrong"), "category", "administrator", "category"), "Set PGPASSWORD");
    }

    @Test
    @Tag("long")
    void saysWhatToDoAboutAMissingPassword() throws Exception {
        assertFails(run(Map.of(), "category", "administrator", "category"), "Set PGPASSWORD");
    }

    @Test
    @Tag("long")
    void saysWhatToDoAboutAMissingDatabase() throws Exception {
        assertFails(
                run(Map.of("PGPASSWORD", "관리자"), "category", "administrator", "nowhere"), "Create the database first");
    }

    @Test
    @Tag("long")
    void saysWhatToDoAboutAMissingPrivilege() throws Exception {
        assertFails(run(Map.of("PGPASSWORD", "visitor"), "lecture", "visitor", "lecture"), "visitor lacks a privilege");
    }

    @Test
    void saysWhatToDoAboutAServerThatIsNotThere() throws Exception {
        postgres.server().stop();
        try {
            assertFails(
                    run(Map.of("PGPASSWORD", "관리자"), "category", "administrator", "category"), "Is PostgreSQL running");
        } finally {
            postgres.server().start();
        }
    }

    private static void assertFails(Run run, String remedy) {
        assertThat(run.status()).as(run.output()).isEqualTo(1);
        assertThat(run.output()).contains(remedy).doesNotContain("\tat ").doesNotContain("Exception");
    }

    private record Run(int status, String output) {}

    private Run run(Map<String, String> environment, String schema, String user, String database)
            throws IOException, InterruptedException {
        Path output = directory.resolve("output");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Dstdout.encoding=UTF-8",
                "-jar",
                "../../db/target/db-exec.jar",
                schema,
                "--url",
                postgres.jdbcUrl(database),
                "--user",
                user));
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("PG") || name.contains("PASSWORD"));
        builder.environment().put("LC_ALL", "C.UTF-8");
        builder.environment().putAll(environment);
        Process process = builder.start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return new Run(process.exitValue(), Files.readString(output, StandardCharsets.UTF_8));
    }
}
