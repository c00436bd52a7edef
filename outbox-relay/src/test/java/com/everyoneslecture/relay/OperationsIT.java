package com.everyoneslecture.relay;

import static com.everyoneslecture.relay.OperationsFixture.assertProblem;
import static com.everyoneslecture.relay.OperationsFixture.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.everyoneslecture.db.Schema;
import com.everyoneslecture.testservices.TestDatabase;
import com.everyoneslecture.testservices.TestKafka;
import com.everyoneslecture.testservices.TestPostgres;
import java.net.http.HttpResponse;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** The operations that a server can request from a running relay by HTTP. */
class OperationsIT {

    private static final TestDatabase DATABASE = TestPostgres.shared().create(Schema.CATEGORY);
    private static final OutboxFixture OUTBOX = new OutboxFixture(DATABASE);
    private static final String TOPIC = RelayFixture.topic(DATABASE);
    private static final OperationsFixture RELAY = OperationsFixture.on(DATABASE);

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
        HttpResponse<String> response = RELAY.get("/operations/findings");

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

            JsonNode plan = json(RELAY.post("/operations/replay-plans", """
                    {"aggregateType": "category", "aggregateId": "최종"}"""));
            assertThat(plan.path("events").asInt()).isEqualTo(2);
            assertThat(plan.path("byTopic").path(TOPIC).asInt()).isEqualTo(2);
            assertThat(plan.path("first").path(0).path("name").asString()).isEqualTo("category/최종");

            HttpResponse<String> replayed =
                    RELAY.post("/operations/replays", "{\"ids\": [\"" + first + "\", \"" + second + "\"]}");
            assertThat(replayed.body()).isEqualTo("{\"events\":2,\"deadLettered\":0,\"firstDeadLetters\":[]}");

            assertThat(topic.await(List.of(OUTBOX.append("afterwards"))).stream()
                            .filter(record -> record.headers().lastHeader("replayed") != null)
                            .map(TopicFixture::eventId))
                    .containsExactly(first, second);
        }

        JsonNode report = json(RELAY.post("/operations/verifications", "{}"));
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
                RELAY.post("/operations/replays", "{\"ids\": [\"" + known + "\", \"" + unknown + "\"]}");

        assertProblem(response, 422);
        assertThat(json(response).path("plan").path("unknown").path(0).asString())
                .isEqualTo(unknown.toString());
        assertThat(json(response).path("detail").asString()).contains("Nothing was published");
        assertProblem(RELAY.post("/operations/replays", "{\"aggregateId\": \"nobody\"}"), 422);
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
        assertThat(json(RELAY.post("/operations/replay-plans", ids))
                        .path("events")
                        .asInt())
                .isEqualTo(2);
        OUTBOX.awaitAcknowledged(RelayFixture.slot(DATABASE));
        assertThat(OUTBOX.query("select outbox_drop_partition('1 day', pg_current_snapshot())"))
                .isEqualTo("outbox_20200101");
        OUTBOX.committed().remove(dropped);

        JsonNode plan = json(RELAY.post("/operations/replay-plans", ids));
        HttpResponse<String> response = RELAY.post("/operations/replays", ids);

        assertThat(plan.path("events").asInt()).isEqualTo(1);
        assertThat(plan.path("unknown").valueStream().map(JsonNode::asString)).containsExactly(dropped.toString());
        assertProblem(response, 422);
        assertThat(json(response).path("plan")).isEqualTo(plan);
        assertThat(json(response).path("detail").asString())
                .startsWith("Not in the outbox, or not matching the other selections: " + dropped + ".")
                .contains("Rows that retention has dropped cannot be published again")
                .endsWith("Nothing was published.");
    }

    @Test
    void replaysNothingThatNoRouteTakes() throws Exception {
        TestDatabase database = TestPostgres.shared().create(Schema.CATEGORY);
        OutboxFixture outbox = new OutboxFixture(database);
        try (OperationsFixture halting = OperationsFixture.on(database, "--relay.otherwise=halt")) {
            UUID routed = outbox.append("key");
            UUID unrouted = outbox.append("order", "key", "{}", null);
            String ids = "{\"ids\": [\"" + routed + "\", \"" + unrouted + "\"]}";

            for (String path : List.of("/operations/replay-plans", "/operations/replays")) {
                HttpResponse<String> response = halting.post(path, ids);

                assertProblem(response, 422);
                assertThat(json(response).path("detail").asString())
                        .contains("o route takes events of the aggregate type 'order'")
                        .contains("Nothing was published")
                        .contains("Remedy: add a route with aggregate-types order");
            }
        } finally {
            outbox.dropSlot();
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    /operations/verifications | {}                              | %counted%                       | verification
                    /operations/replay-plans  | {"from":"2020-01-01T00:00:00Z"} | select aggregatetype, %count(*)% | plan of a replay
                    """)
    void readsTheWholeOutboxOnceAtATime(String path, String body, String statementOfIt, String name) throws Exception {
        CompletableFuture<HttpResponse<String>> first;
        try (Connection other = DATABASE.admin().getConnection();
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("lock table outbox in access exclusive mode");
            first = RELAY.sendAsync(RELAY.request(path, "POST", body).build());
            Awaitility.await("the first to wait for the lock")
                    .until(() -> OUTBOX.count("select count(*) from pg_stat_activity where wait_event_type = 'Lock'"
                                    + " and datname = '" + DATABASE.name() + "' and query like '" + statementOfIt + "'")
                            > 0);

            HttpResponse<String> second = RELAY.post(path, body);

            assertProblem(second, 409);
            assertThat(json(second).path("detail").asString()).startsWith("A " + name + " is running");
        }
        assertThat(first.get(1, TimeUnit.MINUTES).statusCode()).isEqualTo(200);
    }

    @Test
    void saysWhichServerIsAway() throws Exception {
        try (OperationsFixture alone = OperationsFixture.withoutDatabase("--relay.operations.enabled=true")) {
            HttpResponse<String> response = alone.post("/operations/verifications", "{}");

            assertProblem(response, 503);
            assertThat(json(response).path("detail").asString())
                    .startsWith("PostgreSQL: ")
                    .contains("refused");
        }
    }

    @Test
    void isOffUnlessItIsTurnedOn() throws Exception {
        try (OperationsFixture alone = OperationsFixture.withoutDatabase()) {
            for (String path : List.of(
                    "/operations/findings",
                    "/%6fperations/findings",
                    "/operations;a=b/findings",
                    "/nothing/../operations/findings")) {
                HttpResponse<String> response = alone.get(path);
                assertProblem(response, 404);
                assertThat(response.body()).contains("relay.operations.enabled=true enables them");
            }
            assertProblem(alone.post("/operations/replays", "{}"), 404);
        }
    }
}
