package com.everyoneslecture.console.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.everyoneslecture.testservices.RandomRequests;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The console of a whole system. Each test leaves the system healthy. */
@Timeout(300)
class ConsoleIT {

    private static final Duration BOUND = Duration.ofSeconds(60);
    private static final List<String> STAGES =
            List.of("writes", "outbox", "slot", "relay", "topic", "group", "readModel");

    private static RunningOutbox outbox;

    @BeforeAll
    static void start() throws Exception {
        outbox = RunningOutbox.shared();
    }

    @BeforeEach
    void awaitGood() {
        await("all stages good").atMost(BOUND).untilAsserted(() -> {
            JsonNode flow = outbox.get("/api/flow");
            for (String stage : STAGES) {
                assertThat(flow.at("/" + stage + "/health").asString())
                        .as(stage + flow.at("/" + stage))
                        .isEqualTo("GOOD");
            }
        });
    }

    @Test
    void isOneAddressForBothServicesWithLinksThatLeadBackToIt() throws Exception {
        JsonNode created = create("최종테스트");
        String self = created.at("/_links/self/href").asString();

        assertThat(self).startsWith(outbox.console() + "/category/lectureCategories/");
        String read = "/lecture/readCategories/" + self.substring(self.lastIndexOf('/') + 1);
        await().atMost(BOUND)
                .untilAsserted(
                        () -> assertThat(outbox.get(read).at("/categoryName").asString())
                                .isEqualTo("최종테스트"));
        assertThat(outbox.get(read).at("/_links/self/href").asString()).isEqualTo(outbox.console() + read);
    }

    @Test
    void doesNotPassOnWhatACallerSaysOfItself() throws Exception {
        HttpResponse<String> answer =
                outbox.send(HttpRequest.newBuilder(outbox.console().resolve("/category/lectureCategories"))
                        .header("X-Forwarded-Host", "evil.example")
                        .header("Forwarded", "host=evil.example"));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).doesNotContain("evil.example");
    }

    @Test
    void followsAnEventToTheReadModel() throws Exception {
        String id = idOf(create("한 사건의 길"));

        await().atMost(BOUND).untilAsserted(() -> {
            JsonNode life = outbox.get("/api/events?category=" + id).at("/0");
            assertThat(life.at("/stage").asString()).isEqualTo("READ_MODEL");
            assertThat(life.at("/topic").asString()).isEqualTo("categoryChanged");
            assertThat(life.at("/payload").asString()).contains("한 사건의 길");
            assertThat(life.at("/headers/ce_subject").asString()).isEqualTo(id);
            assertThat(life.at("/appliedAt").isString()).isTrue();
        });
        assertThat(ids(outbox.get("/api/events?limit=500"))).contains(id);
        await().atMost(BOUND).untilAsserted(() -> {
            JsonNode flow = outbox.get("/api/flow");
            assertThat(flow.at("/relay/capture").asString()).isIn("debezium", "wal");
            assertThat(flow.at("/relay/published").asLong()).isPositive();
            assertThat(flow.at("/readModel/rows").asLong()).isPositive();
            for (String counted :
                    List.of("/relay/skipped", "/relay/recovered", "/relay/deadLettered", "/readModel/gaps")) {
                assertThat(flow.at(counted).isNumber()).as(counted).isTrue();
            }
        });
    }

    @Test
    void showsTheEndOfALogOfAComponentAndOfNoOtherFile() throws Exception {
        JsonNode log = outbox.get("/api/components/kafka/log");

        assertThat(log.at("/name").asString()).isEqualTo("kafka");
        assertThat(log.at("/lines").size()).isBetween(1, 200);
        List<String> written = outbox.log("kafka");
        assertThat(written).contains(log.at("/lines/0").asString());
        for (String other : List.of("nothing", "%2e%2e", "..%2Fsecrets.properties", "kafka.log")) {
            HttpResponse<String> answer =
                    outbox.send(HttpRequest.newBuilder(outbox.console().resolve("/api/components/" + other + "/log")));
            assertThat(answer.statusCode()).as(other).isBetween(400, 404);
        }
    }

    @Test
    void saysWhyARelayThatWasKilledIsAwayAndThatItIsBack() throws Exception {
        done("/api/components/outbox-relay/kill");
        create("릴레이 없이");

        await().atMost(BOUND).untilAsserted(() -> {
            JsonNode flow = outbox.get("/api/flow");
            assertThat(flow.at("/relay/health").asString()).isEqualTo("BAD");
            assertThat(flow.at("/relay/state").asString()).isEqualTo("away");
            assertThat(flow.at("/relay/cause").asString()).contains("connection refused");
            assertThat(flow.at("/slot/health").asString()).isEqualTo("BAD");
            assertThat(flow.at("/slot/lagBytes").asLong()).isPositive();
            assertThat(flow.at("/readModel/health").asString()).isEqualTo("GOOD");
        });
        Set<String> whileItStarts = new TreeSet<>();
        CompletableFuture<Void> start = CompletableFuture.runAsync(() -> start("outbox-relay"));
        await("the start").atMost(BOUND).until(() -> componentState("outbox-relay"), state -> !state.equals("stopped"));
        await("the whole start").pollInSameThread().atMost(BOUND).until(() -> {
            JsonNode flow = outbox.get("/api/flow");
            whileItStarts.add(flow.at("/relay/health").asString());
            whileItStarts.add(flow.at("/slot/health").asString());
            assertThat(componentState("outbox-relay")).isIn("starting", "running");
            return start.isDone() && flow.at("/relay/health").asString().equals("GOOD");
        });
        assertThat(whileItStarts).as("never broken").contains("STARTING").isSubsetOf("STARTING", "GOOD");
        awaitGood();
        verifyClean();
        assertThat(outbox.get("/api/history").at("/marks").toString())
                .contains("kill outbox-relay")
                .contains("start outbox-relay");
    }

    @ParameterizedTest
    @Tag("long")
    @ValueSource(strings = {"category-db", "lecture-db", "kafka", "lecture-projector", "category-app"})
    void opensWhateverIsAwayAndSaysWhatIs(String component) throws Exception {
        done("/api/components/" + component + "/kill");
        try {
            await().atMost(BOUND).untilAsserted(() -> {
                assertThat(outbox.send(HttpRequest.newBuilder(outbox.console())).statusCode())
                        .isEqualTo(200);
                assertThat(outbox.get("/api/flow").toString())
                        .contains("\"BAD\"")
                        .containsAnyOf("refused", "does not answer");
            });
            assertThat(outbox.get("/api/events").isArray()).isTrue();
        } finally {
            done("/api/components/" + component + "/start");
        }
    }

    @Test
    void saysWhichServiceIsAwayAtTheFrontDoor() throws Exception {
        done("/api/components/category-app/kill");
        try {
            HttpResponse<String> answer =
                    outbox.send(HttpRequest.newBuilder(outbox.console().resolve("/category/lectureCategories")));
            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.body()).contains("category-app").contains("remedy");
        } finally {
            done("/api/components/category-app/start");
        }
    }

    @Test
    void dropsTheSlotUnderTheRelayAndNothingIsLost() throws Exception {
        done("/api/faults/drop-slot");
        create("슬롯 없이");
        awaitGood();
        verifyClean();
    }

    @Test
    void addsPartitions() throws Exception {
        int before = outbox.get("/api/flow").at("/topic/partitions").size();
        done("/api/faults/add-partitions");

        await().atMost(BOUND)
                .untilAsserted(() -> assertThat(
                                outbox.get("/api/flow").at("/topic/partitions").size())
                        .isEqualTo(before + 2));
    }

    @Test
    void plansAndReplaysACategory() throws Exception {
        String id = idOf(create("다시"));
        String selection = "{\"aggregateType\":\"category\",\"aggregateId\":\"" + id + "\"}";

        assertThat(json(outbox.send("POST", "/api/replay-plans", selection))
                        .at("/events")
                        .asInt())
                .isEqualTo(1);
        assertThat(json(outbox.send("POST", "/api/replays", selection))
                        .at("/events")
                        .asInt())
                .isEqualTo(1);
    }

    @Test
    void hasTheDoctorsFindings() throws Exception {
        JsonNode findings = outbox.get("/api/findings");

        assertThat(findings.isArray()).isTrue();
        assertThat(findings.at("/0/status").asString()).isIn("OK", "WARN", "FAIL", "ok", "warn", "fail");
    }

    @Test
    void refusesOtherOriginsAndChangesWithoutTheToken() throws Exception {
        HttpRequest.Builder withoutToken = HttpRequest.newBuilder(
                        outbox.console().resolve("/api/components/outbox-relay/kill"))
                .POST(HttpRequest.BodyPublishers.noBody());
        assertThat(outbox.send(withoutToken).statusCode()).isEqualTo(403);
        HttpRequest.Builder foreign = HttpRequest.newBuilder(outbox.console().resolve("/category/lectureCategories"))
                .header("Content-Type", "application/json")
                .header("Origin", "https://evil.example")
                .POST(HttpRequest.BodyPublishers.ofString("{\"categoryName\":\"남의 것\"}"));
        assertThat(outbox.send(foreign).statusCode()).isEqualTo(403);
        assertThat(outbox.get("/api/flow").at("/relay/health").asString()).isEqualTo("GOOD");
    }

    @Test
    void describesItsApi() throws Exception {
        assertThat(outbox.get("/v3/api-docs").at("/paths").propertyNames())
                .contains("/api/flow", "/api/events", "/api/dead-letters", "/api/components/{name}/{operation}");
    }

    @Test
    @Tag("long")
    void answersManyRandomRequestsSoundly() throws Exception {
        String token = outbox.get("/api/session").at("/token").asString();

        assertThat(RandomRequests.many()
                        .faults(outbox.console().getPort(), ConsolePaths.ALL, "X-Console-Token: " + token))
                .isEmpty();

        create("그 뒤");
        awaitGood();
        verifyClean();
    }

    private static void start(String component) {
        try {
            done("/api/components/" + component + "/start");
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static String componentState(String name) throws Exception {
        return outbox.get("/api/components")
                .valueStream()
                .filter(one -> one.at("/name").asString().equals(name))
                .map(one -> one.at("/state").asString())
                .findFirst()
                .orElseThrow();
    }

    private static JsonNode create(String name) throws Exception {
        HttpResponse<String> created = outbox.send(
                "POST",
                "/category/lectureCategories",
                JsonMapper.shared().writeValueAsString(Map.of("categoryName", name)));
        assertThat(created.statusCode()).as(created.body()).isEqualTo(201);
        return json(created);
    }

    private static String idOf(JsonNode created) {
        String self = created.at("/_links/self/href").asString();
        return self.substring(self.lastIndexOf('/') + 1);
    }

    private static void done(String path) throws Exception {
        HttpResponse<String> answer = outbox.send("POST", path, "");
        assertThat(answer.statusCode()).as(path + ": " + answer.body()).isEqualTo(200);
    }

    private static void verifyClean() {
        await("a clean verdict").atMost(BOUND).untilAsserted(() -> {
            HttpResponse<String> answer = outbox.send("POST", "/api/verifications", "{}");
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            JsonNode report = json(answer);
            assertThat(report.at("/rows").asLong()).isPositive();
            for (String kind : List.of("lost", "unpublished", "doubled", "misordered", "phantom")) {
                assertThat(report.at("/" + kind + "/count").asInt(-1))
                        .as(kind + " in " + answer.body())
                        .isZero();
            }
        });
    }

    private static List<String> ids(JsonNode events) {
        return StreamSupport.stream(events.spliterator(), false)
                .map(event -> event.at("/aggregateId").asString())
                .toList();
    }

    private static JsonNode json(HttpResponse<String> answer) {
        return JsonMapper.shared().readTree(answer.body());
    }
}
