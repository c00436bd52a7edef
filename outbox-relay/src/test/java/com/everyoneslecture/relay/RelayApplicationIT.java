package com.everyoneslecture.relay;

import static org.assertj.core.api.Assertions.assertThat;

import com.everyoneslecture.db.Schema;
import com.everyoneslecture.outbox.capture.Connector;
import com.everyoneslecture.relay.app.RelayApplication;
import com.everyoneslecture.testservices.ExportedSpan;
import com.everyoneslecture.testservices.TestCollector;
import com.everyoneslecture.testservices.TestDatabase;
import com.everyoneslecture.testservices.TestKafka;
import com.everyoneslecture.testservices.TestPostgres;
import io.micrometer.tracing.Tracer;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;

/** The relay as a program: its metrics and health, and its rejection of wrong configurations. */
@ExtendWith(OutputCaptureExtension.class)
class RelayApplicationIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final HttpClient http = HttpClient.newHttpClient();

    @ParameterizedTest
    @EnumSource
    void isReadyWhileEventsFlowAndTellsItsCaptureAndItsMetrics(Connector capture, CapturedOutput output)
            throws Exception {
        TestDatabase database = TestPostgres.shared().create(Schema.CATEGORY);
        try (ConfigurableApplicationContext application = run(
                "--relay.database.url=" + database.jdbcUrl(),
                "--relay.database.password=" + database.password("outbox_relay"),
                "--relay.slot.name=" + RelayFixture.slot(database),
                "--relay.capture.connector=" + capture.text(),
                "--relay.kafka.bootstrap-servers=" + TestKafka.shared().bootstrapServers(),
                "--relay.channels.out-categoryChanged.destination=" + RelayFixture.topic(database))) {
            Awaitility.await()
                    .atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(get(application, "/actuator/health/readiness")
                                    .statusCode())
                            .isEqualTo(200));
            assertThat(get(application, "/actuator/health/readiness").body())
                    .contains("\"state\":\"streaming\"")
                    .contains("\"capture\":\"" + capture.text() + "\"");
            assertThat(output)
                    .contains("streaming: events flow as they are committed capture=\"" + capture.text() + "\"");

            new OutboxFixture(database).append("1");

            Awaitility.await()
                    .atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(
                                    get(application, "/actuator/prometheus").body())
                            .contains("relay_events_published_total 1.0")
                            .contains("relay_state{state=\"streaming\"} 1")
                            .contains("relay_state{state=\"halted\"} 0")
                            .containsOnlyOnce("relay_capture{connector=\"" + capture.text() + "\"} 1.0")
                            .containsOnlyOnce("relay_capture{connector=\""
                                    + other(capture).text() + "\"} 0.0")
                            .contains("relay_slot_creations_total 1.0")
                            .contains("relay_events_dead_lettered_total{reason=\"too-large\"} 0.0")
                            .contains("relay_events_unrecoverable_total 0.0")
                            .contains("relay_latency_seconds_count 1")
                            .contains("relay_latency_seconds_bucket{le=")
                            .contains("relay_transaction_seconds_count 1")
                            .contains("relay_slot_active 1.0")
                            .contains("relay_slot_endangered 0.0")
                            .contains("relay_slot_wal_status{status=\"reserved\"} 1.0")
                            .containsPattern("relay_slot_confirmed_bytes [1-9]")
                            .containsPattern("relay_slot_behind_seconds [0-9]")
                            .contains("relay_retention_failures_total 0.0"));
            assertThat(get(application, "/actuator/health/readiness").body()).contains("\"walStatus\":\"reserved\"");
        }
    }

    @Test
    void continuesTheTraceOfAPublishedEvent() throws Exception {
        String trace = "4bf92f3577b34da6a3ce929d0e0e4736";
        String writer = "00f067aa0ba902b7";
        String unrecorded = "11111111111111111111111111111111";
        TestDatabase database = TestPostgres.shared().create(Schema.CATEGORY);
        OutboxFixture outbox = new OutboxFixture(database);
        try (TestCollector collector = TestCollector.start();
                ConfigurableApplicationContext application = run(Stream.concat(
                                collector.settings().entrySet().stream()
                                        .map(setting -> "--" + setting.getKey() + "=" + setting.getValue()),
                                Stream.of(
                                        "--relay.database.url=" + database.jdbcUrl(),
                                        "--relay.database.password=" + database.password("outbox_relay"),
                                        "--relay.slot.name=" + RelayFixture.slot(database),
                                        "--relay.capture.connector=wal",
                                        "--relay.kafka.bootstrap-servers="
                                                + TestKafka.shared().bootstrapServers(),
                                        "--relay.channels.out-categoryChanged.destination="
                                                + RelayFixture.topic(database)))
                        .toArray(String[]::new))) {
            Awaitility.await()
                    .atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(get(application, "/actuator/health/readiness")
                                    .statusCode())
                            .isEqualTo(200));

            outbox.append("category", "1", "{}", "00-" + unrecorded + "-" + writer + "-00");
            outbox.append("category", "2", "{}", null);
            UUID recorded = outbox.append("category", "3", "{}", "00-" + trace + "-" + writer + "-01");

            ExportedSpan publish = collector.await(trace, "publish category");
            assertThat(publish.parentId()).isEqualTo(writer);
            assertThat(publish.kind()).isEqualTo("PRODUCER");
            assertThat(publish.service()).isEqualTo("outbox-relay");
            assertThat(publish.endNanos()).isGreaterThan(publish.startNanos());
            assertThat(publish.attributes())
                    .containsEntry("messaging.message.id", recorded.toString())
                    .containsEntry("outbox.event.type", "LectureCategoryChanged");
            assertThat(collector.spans()).extracting(ExportedSpan::traceId).containsOnly(trace);
            // Prometheus' client samples a trace for one latency in 90 ms.
            Awaitility.await().atMost(PATIENCE).until(() -> {
                outbox.append("category", "3", "{}", "00-" + trace + "-" + writer + "-01");
                return openMetrics(application)
                        .lines()
                        .anyMatch(line -> line.startsWith("relay_latency_seconds_bucket")
                                && line.contains("trace_id=\"" + trace + "\""));
            });
        }
    }

    @Test
    void staysUpWhileItsServersAreAwayAndSaysWhy() throws Exception {
        try (ConfigurableApplicationContext application = run(
                "--relay.database.url=jdbc:postgresql://127.0.0.1:" + freePort() + "/category",
                "--relay.database.password=x")) {
            Awaitility.await().atMost(PATIENCE).untilAsserted(() -> {
                HttpResponse<String> readiness = get(application, "/actuator/health/readiness");
                assertThat(readiness.statusCode()).isEqualTo(503);
                assertThat(readiness.body()).contains("\"state\":\"backoff\"").contains("refused");
            });
            assertThat(get(application, "/actuator/health/liveness").statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void exposesNothingButHealthAndMetrics() throws Exception {
        try (ConfigurableApplicationContext application = run(
                "--relay.database.url=jdbc:postgresql://127.0.0.1:" + freePort() + "/category",
                "--relay.database.password=x")) {
            assertThat(application.getBeanNamesForType(Tracer.class))
                    .as("no endpoint for traces is configured")
                    .isEmpty();
            for (String endpoint : List.of("env", "configprops", "beans", "heapdump", "shutdown", "loggers")) {
                assertThat(get(application, "/actuator/" + endpoint).statusCode())
                        .as(endpoint)
                        .isEqualTo(404);
            }
            assertThat(get(application, "/actuator/health").body())
                    .contains("relay")
                    .doesNotContain("\"path\"")
                    .doesNotContain("diskSpace");
        }
    }

    @Test
    void refusesToStartWithoutAPasswordAndNamesEveryWrongKey(CapturedOutput output) {
        assertThat(startFails("--relay.probe-interval=soon", "--relay.slot.name=Not-A-Slot"))
                .isTrue();
        assertThat(output)
                .contains("relay.database.password is missing")
                .contains("relay.probe-interval 'soon' is not a duration")
                .contains("relay.slot.name must be")
                .doesNotContain("Error starting Tomcat context");
    }

    @Test
    void saysWhichOptionChoosesAPortThatIsBusy(CapturedOutput output) throws IOException {
        try (ServerSocket busy = new ServerSocket(0, 1, java.net.InetAddress.getLoopbackAddress())) {
            assertThat(startFails("--test.port=" + busy.getLocalPort(), "--relay.database.password=x"))
                    .isTrue();
            assertThat(output)
                    .contains("Port " + busy.getLocalPort() + " is in use")
                    .contains("SERVER_PORT");
        }
    }

    private static Connector other(Connector capture) {
        return capture == Connector.WAL ? Connector.DEBEZIUM : Connector.WAL;
    }

    private HttpResponse<String> get(ConfigurableApplicationContext application, String path)
            throws IOException, InterruptedException {
        String port = application.getEnvironment().getProperty("local.server.port");
        return http.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private String openMetrics(ConfigurableApplicationContext application) throws IOException, InterruptedException {
        String port = application.getEnvironment().getProperty("local.server.port");
        return http.send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/actuator/prometheus"))
                                .header("Accept", "application/openmetrics-text;version=1.0.0")
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .body();
    }

    private static boolean startFails(String... arguments) {
        try (ConfigurableApplicationContext started = run(arguments)) {
            return !started.isActive();
        } catch (RuntimeException e) {
            return true;
        }
    }

    private static ConfigurableApplicationContext run(String... arguments) {
        return SpringApplication.run(
                RelayApplication.class,
                Stream.concat(Stream.of("--server.port=${test.port:0}"), Stream.of(arguments))
                        .toArray(String[]::new));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
