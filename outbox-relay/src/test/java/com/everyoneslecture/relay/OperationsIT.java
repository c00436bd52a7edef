package com.everyoneslecture.relay;

import static org.assertj.core.api.Assertions.assertThat;

import com.everyoneslecture.db.Schema;
import com.everyoneslecture.relay.app.RelayApplication;
import com.everyoneslecture.testservices.HostileRequests;
import com.everyoneslecture.testservices.LargeBody;
import com.everyoneslecture.testservices.RandomRequests;
import com.everyoneslecture.testservices.TestDatabase;
import com.everyoneslecture.testservices.TestKafka;
import com.everyoneslecture.testservices.TestPostgres;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a server may have a running relay do, by HTTP. */
class OperationsIT {

    private static final TestDatabase DATABASE = TestPostgres.shared().create(Schema.CATEGORY);
    private static final OutboxFixture OUTBOX = new OutboxFixture(DATABASE);
    private static final String TOPIC = RelayFixture.topic(DATABASE);
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final List<String> PATHS = List.of(
            "/operations/findings",
            "/operations/verifications",
            "/operations/replay-plans",
            "/operations/replays",
            "/operations",
            "/actuator/health",
            "/actuator/prometheus",
            "/error",
            "/");

    private static final ConfigurableApplicationContext RELAY =
            start("--relay.operations.enabled=true", "--relay.operations.hosts=Relay.example");

    @BeforeAll
    static void stream() {
        OUTBOX.awaitStreaming(RelayFixture.slot(DATABASE));
    }

    @AfterAll
    static void stop() {
        RELAY.close();
        OUTBOX.execute("select pg_drop_replication_slot('" + RelayFixture.slot(DATABASE) + "')");
    }

    @Test
    void finds() throws Exception {
        HttpResponse<String> response = send("/operations/findings", "GET", "");

        assertThat(response.statusCode()).isEqualTo(200);
        JsonNode findings = json(response);
        assertThat(findings.isArray()).isTrue();
        assertThat(findings.findValuesAsString("area")).contains("server", "publication", "brokers");
        assertThat(findings.findValuesAsString("status")).contains("OK").doesNotContain("FAIL");
        for (JsonNode finding : findings) {
            assertThat(finding.propertyNames()).containsExactly("area", "check", "status", "detail", "advice", "fix");
        }
    }

    @Test
    void verifiesPlansAndReplays() throws Exception {
        UUID first = OUTBOX.append("최종");
        UUID second = OUTBOX.append("최종");
        try (TopicFixture topic = new TopicFixture(TestKafka.shared().bootstrapServers(), TOPIC)) {
            topic.await(List.of(first, second));

            JsonNode plan = json(post("/operations/replay-plans", """
                    {"aggregateType": "category", "aggregateId": "최종"}"""));
            assertThat(plan.path("events").asInt()).isEqualTo(2);
            assertThat(plan.path("byTopic").path(TOPIC).asInt()).isEqualTo(2);
            assertThat(plan.path("first").path(0).path("name").asString()).isEqualTo("category/최종");

            HttpResponse<String> replayed =
                    post("/operations/replays", "{\"ids\": [\"" + first + "\", \"" + second + "\"]}");
            assertThat(replayed.body()).isEqualTo("{\"events\":2,\"deadLettered\":0,\"firstDeadLetters\":[]}");

            assertThat(topic.await(List.of(OUTBOX.append("afterwards"))).stream()
                            .filter(record -> record.headers().lastHeader("replayed") != null)
                            .map(TopicFixture::eventId))
                    .containsExactly(first, second);
        }

        JsonNode report = json(post("/operations/verifications", "{}"));
        assertThat(report.path("rows").asInt()).isEqualTo(OUTBOX.committed().size());
        assertThat(report.path("published").asInt())
                .isEqualTo(OUTBOX.committed().size());
        assertThat(report.path("replayed").asInt()).isEqualTo(2);
        assertThat(report.path("confirmed").asBoolean()).isTrue();
        for (String kind : List.of("lost", "unpublished", "doubled", "misordered", "phantom")) {
            assertThat(report.path(kind).path("count").asInt(-1)).as(kind).isZero();
        }
    }

    @Test
    void replaysNothingWhereAnIdIsUnknown() throws Exception {
        UUID known = OUTBOX.append("known");
        UUID unknown = UUID.randomUUID();

        HttpResponse<String> response =
                post("/operations/replays", "{\"ids\": [\"" + known + "\", \"" + unknown + "\"]}");

        assertProblem(response, 422);
        assertThat(json(response).path("plan").path("unknown").path(0).asString())
                .isEqualTo(unknown.toString());
        assertThat(json(response).path("detail").asString()).contains("Nothing was published");
        assertProblem(post("/operations/replays", "{\"aggregateId\": \"nobody\"}"), 422);
    }

    @Test
    void replaysNothingThatRetentionHasDropped() throws Exception {
        OUTBOX.execute("create table outbox_20200101 (like outbox including all);"
                + " alter table outbox_20200101 owner to category_owner;"
                + " alter table outbox attach partition outbox_20200101"
                + " for values from (1577836800000000) to (1577923200000000)");
        UUID dropped = OUTBOX.appendAt(Instant.parse("2020-01-01T12:00:00Z"), "dropped");
        UUID kept = OUTBOX.append("kept");
        String ids = "{\"ids\": [\"" + dropped + "\", \"" + kept + "\"]}";
        assertThat(json(post("/operations/replay-plans", ids)).path("events").asInt())
                .isEqualTo(2);
        OUTBOX.awaitAcknowledged(RelayFixture.slot(DATABASE));
        assertThat(OUTBOX.query("select outbox_drop_partition('1 day', pg_current_snapshot())"))
                .isEqualTo("outbox_20200101");
        OUTBOX.committed().remove(dropped);

        JsonNode plan = json(post("/operations/replay-plans", ids));
        HttpResponse<String> response = post("/operations/replays", ids);

        assertThat(plan.path("events").asInt()).isEqualTo(1);
        assertThat(plan.path("unknown").valueStream().map(JsonNode::asString)).containsExactly(dropped.toString());
        assertProblem(response, 422);
        assertThat(json(response).path("plan")).isEqualTo(plan);
        assertThat(json(response).path("detail").asString())
                .startsWith("Not in the outbox, or not among what else was asked for: " + dropped + ".")
                .contains("What retention has dropped cannot be published once more")
                .endsWith("Nothing was published.");
    }

    @Test
    void verifiesOnceAtATime() throws Exception {
        CompletableFuture<HttpResponse<String>> first;
        try (Connection other = DATABASE.admin().getConnection();
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("lock table outbox in access exclusive mode");
            first = HTTP.sendAsync(
                    request("/operations/verifications", "POST", "{}").build(), BodyHandlers.ofString());
            Awaitility.await("the first to wait for the lock")
                    .until(() -> OUTBOX.count("select count(*) from pg_stat_activity where wait_event_type = 'Lock'"
                                    + " and datname = '" + DATABASE.name() + "' and query like '%counted%'")
                            > 0);

            HttpResponse<String> second = post("/operations/verifications", "{}");

            assertProblem(second, 409);
            assertThat(json(second).path("detail").asString()).startsWith("A verification is under way");
        }
        assertThat(first.get(1, TimeUnit.MINUTES).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({
        "Origin, http://127.0.0.1:8080, 403",
        "Origin, null, 403",
        "Sec-Fetch-Site, cross-site, 403",
        "Sec-Fetch-Site, same-origin, 403",
        "Sec-Fetch-Site, none, 200",
    })
    void isNotForAPageInABrowser(String header, String value, int status) throws Exception {
        HttpResponse<String> response = HTTP.send(
                request("/operations/findings", "GET", "").header(header, value).build(), BodyHandlers.ofString());

        assertThat(response.statusCode()).isEqualTo(status);
        if (status != 200) {
            assertProblem(response, status);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"evil.example", "evil.example:8083", "127.0.0.1.evil.example", "localhost.evil.example:80"})
    void isNotForAPageWhoseNameWasBentToThisAddress(String host) throws Exception {
        String answer = answerTo(host, "/operations/findings");

        assertThat(answer).startsWith("HTTP/1.1 403").contains("application/problem+json");
        assertThat(answer).contains("'" + host.replaceFirst(":.*", "") + "' is not a name of this relay");
        assertThat(answer).contains("add it to relay.operations.hosts").doesNotContain("publication");
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "LOCALHOST:8083", "127.0.0.1:1", "[::1]", "[::1]:8083", "relay.example:8083"})
    void answersByTheNamesThatItHas(String host) throws Exception {
        assertThat(answerTo(host, "/operations/nonsense")).startsWith("HTTP/1.1 404");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/operations/verifications", "/operations/replay-plans", "/operations/replays"})
    void takesJsonAloneAndNotMuchOfIt(String path) throws Exception {
        HttpRequest text = request(path, "POST", "{}")
                .setHeader("Content-Type", "text/plain")
                .build();
        assertProblem(HTTP.send(text, BodyHandlers.ofString()), 415);
        assertProblem(post(path, "{\"since\": \"" + "x".repeat(65_536) + "\"}"), 413);
        assertProblem(post(path, "{"), 400);
        assertProblem(send(path, "GET", ""), 405);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void refusesABodyOf95MegabytesWithoutReadingIt(boolean chunked) throws Exception {
        LargeBody.Answer answer = LargeBody.post(port(), "/operations/replays", chunked, "");

        assertThat(answer.text()).startsWith("HTTP/1.1 413").contains("application/problem+json");
        assertThat(answer.sent()).isLessThan(20_000_000);
    }

    @Test
    void answersWithAProblemWhatTomcatRefuses() throws Exception {
        assertThat(answerTo("localhost", "/operations/%00"))
                .startsWith("HTTP/1.1 400")
                .contains("application/problem+json");
    }

    @Test
    void saysWhatItDoesNotUnderstand() throws Exception {
        assertProblem(post("/operations/replays", "{}"), 422);
        assertProblem(post("/operations/replay-plans", "{\"from\": \"soon\"}"), 422);
        assertProblem(post("/operations/verifications", "{\"sinse\": null}"), 400);
        assertProblem(send("/operations/nonsense", "GET", ""), 404);
    }

    @Test
    void saysWhichServerIsAway() throws Exception {
        try (ConfigurableApplicationContext alone = SpringApplication.run(
                RelayApplication.class,
                "--server.port=0",
                "--relay.operations.enabled=true",
                "--relay.database.url=jdbc:postgresql://127.0.0.1:1/category",
                "--relay.database.password=x")) {
            HttpResponse<String> response = HTTP.send(
                    request(alone, "/operations/verifications", "POST", "{}").build(), BodyHandlers.ofString());

            assertProblem(response, 503);
            assertThat(json(response).path("detail").asString())
                    .startsWith("PostgreSQL: ")
                    .contains("refused");
        }
    }

    @Test
    void isOffUnlessItIsTurnedOn() throws Exception {
        try (ConfigurableApplicationContext alone = SpringApplication.run(
                RelayApplication.class,
                "--server.port=0",
                "--relay.database.url=jdbc:postgresql://127.0.0.1:1/category",
                "--relay.database.password=x")) {
            for (String path : List.of(
                    "/operations/findings",
                    "/%6fperations/findings",
                    "/operations;a=b/findings",
                    "/nothing/../operations/findings")) {
                HttpResponse<String> response =
                        HTTP.send(request(alone, path, "GET", "").build(), BodyHandlers.ofString());
                assertProblem(response, 404);
                assertThat(response.body()).contains("relay.operations.enabled=true turns it on");
            }
            assertProblem(
                    HTTP.send(
                            request(alone, "/operations/replays", "POST", "{}").build(), BodyHandlers.ofString()),
                    404);
        }
    }

    @Test
    void answersMalformedRequestsWithProblems() throws Exception {
        assertThat(HostileRequests.faults(port(), "/operations/findings")).isEmpty();
    }

    @Test
    void answersRandomRequestsSoundly() {
        assertThat(RandomRequests.few().faults(port(), PATHS)).isEmpty();
    }

    @Test
    @Tag("long")
    void answersManyRandomRequestsSoundly() {
        assertThat(RandomRequests.many().faults(port(), PATHS)).isEmpty();
    }

    @Test
    void answersHealthWhileAllOtherThreadsWaitForBodies() throws Exception {
        assertThat(HostileRequests.readinessWhileBodiesAreHalfSent(port(), "/operations/replay-plans"))
                .startsWith("HTTP/1.1 200");
    }

    private static void assertProblem(HttpResponse<String> response, int status) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        assertThat(response.headers().firstValue("Content-Type").orElse("")).startsWith("application/problem+json");
        assertThat(json(response).path("status").asInt()).isEqualTo(status);
        assertThat(json(response).path("detail").asString()).isNotBlank();
    }

    private static JsonNode json(HttpResponse<String> response) {
        return new JsonMapper().readTree(response.body());
    }

    private static HttpResponse<String> post(String path, String body) throws Exception {
        return send(path, "POST", body);
    }

    private static HttpResponse<String> send(String path, String method, String body) throws Exception {
        return HTTP.send(request(path, method, body).build(), BodyHandlers.ofString());
    }

    private static HttpRequest.Builder request(String path, String method, String body) {
        return request(RELAY, path, method, body);
    }

    private static int port() {
        return Integer.parseInt(RELAY.getEnvironment().getRequiredProperty("local.server.port"));
    }

    private static HttpRequest.Builder request(
            ConfigurableApplicationContext application, String path, String method, String body) {
        String port = application.getEnvironment().getProperty("local.server.port");
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                .header("Content-Type", "application/json");
    }

    private static String answerTo(String host, String path) throws IOException {
        return HostileRequests.answerByName(port(), host, "GET", path, "X-Forwarded-Host: localhost");
    }

    private static ConfigurableApplicationContext start(String enabled, String hosts) {
        return SpringApplication.run(
                RelayApplication.class,
                "--server.port=0",
                enabled,
                hosts,
                "--relay.database.url=" + DATABASE.jdbcUrl(),
                "--relay.database.password=" + DATABASE.password("outbox_relay"),
                "--relay.slot.name=" + RelayFixture.slot(DATABASE),
                "--relay.kafka.bootstrap-servers=" + TestKafka.shared().bootstrapServers(),
                "--relay.channels.out-categoryChanged.destination=" + TOPIC);
    }
}
