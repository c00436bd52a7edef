package com.everyoneslecture.localstack.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.everyoneslecture.localstack.control.RunFile;
import com.everyoneslecture.localstack.process.FreePort;
import com.everyoneslecture.localstack.process.ProcessIdentity;
import java.io.Reader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class OutboxIT {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @TempDir
    private Path directory = Path.of("");

    @Test
    void runsTheStackFromItsStartToItsEnd() throws Exception {
        try (Program program = new Program(directory)) {
            Process up = program.up("--capture=wal");
            program.awaitPrinted("ready after");
            durations(program);

            assertThat(program.run("", "up").status()).isEqualTo(1);
            assertThat(program.run("", "up").err()).contains("an `up` is running already (pid " + up.pid() + ")");
            assertThat(PosixFilePermissions.toString(
                            Files.getPosixFilePermissions(program.home().resolve("run.json"))))
                    .isEqualTo("rw-------");
            assertThat(PosixFilePermissions.toString(
                            Files.getPosixFilePermissions(program.home().resolve("secrets.properties"))))
                    .isEqualTo("rw-------");

            capture(program);
            topicsAndRecords(program);
            archives(program);
            faults(program);
            dropTheSlot(program);
            strangers(program);
            demonstrations(program);

            assertThat(program.run("").out()).contains("Commands:", "Now:", "category-db", "console");
            List<ProcessHandle> children = up.descendants().toList();
            assertThat(children).hasSizeGreaterThanOrEqualTo(7);
            assertThat(program.run("", "down"))
                    .isEqualTo(new Program.Ended(
                            0, "stopping everything that `up` (pid " + up.pid() + ") has started\nstopped\n", ""));
            assertThat(up.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
            assertThat(up.exitValue()).isZero();
            assertThat(children).noneMatch(ProcessHandle::isAlive);
            assertThat(program.home().resolve("run.json")).doesNotExist();
            assertThat(program.run("", "status"))
                    .isEqualTo(new Program.Ended(
                            1, "", "outbox: no `up` is running; start one in another terminal with: ./outbox up\n"));
        }
    }

    private static void demonstrations(Program program) throws Exception {
        assertThat(program.run("", "demo", "--language", "en").out()).contains("  1  The relay is killed");
        Program.Ended other = program.run("", "demo", "5", "--language", "en");
        assertThat(other.status()).isEqualTo(1);
        assertThat(other.out()).contains("needs another system: ./outbox down, then ./outbox up --relays 2");
        assertThat(program.run("", "demo", "99").err()).contains("there is no demonstration 99; they are 1 to 14");
        assertThat(program.run("", "cut", "relay-kafka").err())
                .contains("no connection can be cut here: start the system with `outbox up --demonstration`");
    }

    /** All durations of the start include the time before the JVM, which this test sets to 5,000 s. */
    private static void durations(Program program) throws Exception {
        assertThat(Files.readAllLines(program.printed()))
                .filteredOn(line -> line.contains(" after "))
                .hasSize(8)
                .allMatch(line -> line.matches(".*(healthy|ready) after 5\\d{3}\\.\\d s.*"));
        assertThat(Files.readString(program.printed())).containsPattern("waiting for .*, 5\\d{3} s\n");
    }

    /** Waits for the archives of the services. The broker has none, because its class path contains directories. */
    private static void archives(Program program) {
        await().atMost(PATIENCE).untilAsserted(() -> {
            try (Stream<Path> files = Files.walk(program.home().resolve("archives"), 2)) {
                assertThat(files.filter(file -> file.toString().endsWith(".jsa")))
                        .hasSize(4);
            }
        });
    }

    @Test
    void startsNothingWhereAPortIsTaken() throws Exception {
        try (Program program = new Program(directory)) {
            try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                Program.Ended up = program.run("", "up", "--port-kafka", Integer.toString(taken.getLocalPort()));
                assertThat(up.status()).isEqualTo(1);
                assertThat(up.err())
                        .contains("port " + taken.getLocalPort() + ", for kafka, is in use")
                        .contains("--port-kafka");
                assertThat(program.home().resolve("data")).doesNotExist();
            }
        }
    }

    @Test
    void namesWhatThereIsWhereItIsAskedForSomethingElse() throws Exception {
        try (Program program = new Program(directory)) {
            Program.Ended command = program.run("", "nonsense");
            assertThat(command.status()).isEqualTo(2);
            assertThat(command.err()).contains("unknown command 'nonsense'", "up, down, status, kill");
            assertThat(program.run("", "satus").err()).contains("Did you mean: status");
            assertThat(program.run("", "status", "--jsn").err()).contains("Did you mean: --json");
            assertThat(program.run("", "down")).isEqualTo(new Program.Ended(0, "nothing runs\n", ""));
            Program.Ended help = program.run("");
            assertThat(help.status()).isZero();
            assertThat(help.out()).contains("Commands:", "Now: no `up` is running; start one in another terminal");
            Program.Ended component = program.run("", "kill", "nonsense");
            assertThat(component.status()).isEqualTo(2);
            assertThat(component.err())
                    .contains("unknown component 'nonsense'", "category-db, category-db-standby, lecture-db, kafka");
            Program.Ended port = program.run("", "up", "--port-kafka=70000");
            assertThat(port.status()).isEqualTo(2);
            assertThat(port.err()).contains("--port-kafka: 70000 is not between 0 and 65535");
            Program.Ended capture = program.run("", "up", "--capture=WAL");
            assertThat(capture.status()).isEqualTo(2);
            assertThat(capture.err()).contains("--capture", "'WAL' is not debezium or wal");
            assertThat(program.run("", "kafka-topics", "--help").err()).contains("--bootstrap-server");
            assertThat(program.run("", "kafka-configs", "--help").err()).contains("--bootstrap-server");
            assertThat(program.run("", "kafka-acls", "--help").err()).contains("--bootstrap-server");
            Program.Ended verify = program.run("", "verify");
            assertThat(verify.status()).isEqualTo(1);
            assertThat(verify.err()).contains("no `up` is running");
        }
    }

    @Test
    void saysThatAnUpDoesNotAnswerAndTakesNobodyElseForIt() throws Exception {
        try (Program program = new Program(directory)) {
            Path runFile = program.home().resolve("run.json");
            Files.createDirectories(program.home());
            ProcessIdentity self = ProcessIdentity.of(ProcessHandle.current()).orElseThrow();
            String unused = "http://127.0.0.1:" + FreePort.any();

            new RunFile(self.pid(), self.start(), unused, "token", Map.of(), null).write(runFile);
            Program.Ended kill = program.run("", "kill", "kafka");
            assertThat(kill.status()).isEqualTo(1);
            assertThat(kill.err())
                    .startsWith("outbox: `up` (pid " + self.pid() + ") does not answer; it may be stopping: ");

            // The process id of a killed `up`, which another process has received since.
            new RunFile(self.pid(), self.start() + "0", unused, "token", Map.of(), null).write(runFile);
            assertThat(program.run("", "kill", "kafka").err()).contains("the last one was killed");
            Files.writeString(runFile, "{\"pid\": ");
            assertThat(program.run("", "kill", "kafka").err()).contains("the last one was killed");
        }
    }

    private static void capture(Program program) throws Exception {
        assertThat(program.status().at("/relays/0/state").asString()).isEqualTo("streaming");
        assertThat(program.status().at("/relays/0/capture").asString()).isEqualTo("wal");
        assertThat(program.run("", "kill", "outbox-relay").status()).isZero();
        assertThat(program.status().at("/relays/0/unknown").asString()).isEqualTo("outbox-relay is killed");
        assertThat(program.run("", "start", "outbox-relay").status()).isZero();
        assertThat(program.run("", "status").out()).containsPattern("outbox-relay +streaming +wal\n");
    }

    private static void topicsAndRecords(Program program) throws Exception {
        assertThat(program.run("", "kafka-topics", "--create", "--topic", "words", "--partitions", "2")
                        .status())
                .isZero();
        assertThat(program.run("최종테스트\n", "kafka-console-producer", "--topic", "words")
                        .status())
                .isZero();
        assertThat(program.run(
                                "",
                                "kafka-console-consumer",
                                "--topic",
                                "words",
                                "--from-beginning",
                                "--max-messages",
                                "1",
                                "--group",
                                "readers")
                        .out())
                .isEqualTo("최종테스트\n");
        assertThat(program.run("", "kafka-topics", "--describe", "--topic", "absent")
                        .status())
                .isEqualTo(1);

        JsonNode kafka = program.status().path("kafka");
        assertThat(kafka.path("topics").path(0).path("name").asString()).isEqualTo("words");
        assertThat(kafka.path("topics").path(0).path("endOffsets").properties()).hasSize(2);
        assertThat(kafka.path("groups").path(0).path("name").asString()).isEqualTo("readers");
        assertThat(kafka.path("groups").path(0).path("totalLag").asLong(-1)).isZero();
    }

    private static void faults(Program program) throws Exception {
        assertThat(program.run("", "kill", "category-db").status()).isZero();
        JsonNode killed = program.component("category-db");
        assertThat(killed.path("state").asString()).isEqualTo("killed");
        assertThat(killed.path("healthy").asBoolean()).isFalse();
        assertThat(killed.path("pid").isNull()).isTrue();
        assertThat(program.status().path("slot").path("unknown").asString()).isEqualTo("category-db is killed");
        assertThat(program.run("", "pause", "category-db"))
                .isEqualTo(new Program.Ended(
                        1, "", "outbox: category-db is killed; start it with: outbox start category-db\n"));
        assertThat(program.run("", "start", "category-db").out()).startsWith("category-db healthy, pid ");

        assertThat(program.run("", "pause", "kafka").status()).isZero();
        assertThat(program.component("kafka").path("state").asString()).isEqualTo("paused");
        assertThat(program.run("", "status").out()).contains("kafka is paused");
        assertThat(program.run("", "resume", "kafka").status()).isZero();

        assertThat(program.run("", "stop", "outbox-relay").out()).isEqualTo("outbox-relay stopped\n");
        long app = program.component("category-app").path("pid").asLong();
        ProcessHandle.of(app).orElseThrow().destroyForcibly();
        program.awaitPrinted("category-app        died with exit status 137");
        program.awaitPrinted("the stand-in is ready: 준비");
        assertThat(program.run("", "start", "category-app").status()).isZero();
        assertThat(program.run("", "logs", "category-app", "-n", "1").out()).isEqualTo("the stand-in is ready: 준비\n");
        assertThat(program.component("category-app").path("healthy").asBoolean())
                .isTrue();
    }

    private static void dropTheSlot(Program program) throws Exception {
        RunFile run = RunFile.ofLiving(program.home().resolve("run.json")).orElseThrow();
        Properties secrets = new Properties();
        try (Reader reader = Files.newBufferedReader(program.home().resolve("secrets.properties"))) {
            secrets.load(reader);
        }
        String url = "jdbc:postgresql://127.0.0.1:" + run.ports().get("category-db") + "/category";
        try (Connection connection =
                        DriverManager.getConnection(url, "postgres", secrets.getProperty("category-db.postgres"));
                Statement statement = connection.createStatement()) {
            statement.execute("select pg_create_logical_replication_slot('category_outbox', 'pgoutput')");
        }

        assertThat(post(run, "/faults/drop-slot").body()).isEqualTo("{\"done\":\"the slot is dropped\"}");
        assertThat(program.status().path("slot").path("unknown").asString()).isEqualTo("there is no such slot yet");
        assertThat(post(run, "/faults/nonsense").statusCode()).isEqualTo(404);
    }

    private static HttpResponse<String> post(RunFile run, String path) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(run.url() + path))
                .header("Authorization", "Bearer " + run.token())
                .POST(HttpRequest.BodyPublishers.noBody())
                .build();
        return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    }

    private static void strangers(Program program) throws Exception {
        RunFile run = RunFile.ofLiving(program.home().resolve("run.json")).orElseThrow();
        HttpClient http = HttpClient.newHttpClient();
        HttpRequest without =
                HttpRequest.newBuilder(URI.create(run.url() + "/components")).build();
        assertThat(http.send(without, HttpResponse.BodyHandlers.ofString()).statusCode())
                .isEqualTo(401);
        HttpResponse<String> refused = post(run, "/components/kafka/explode");
        assertThat(refused.statusCode()).isEqualTo(404);
        assertThat(refused.body()).contains("'explode' is not one of kill, stop, start, pause, resume");
    }
}
