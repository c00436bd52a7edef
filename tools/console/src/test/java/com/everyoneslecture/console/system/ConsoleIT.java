package com.everyoneslecture.console.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.everyoneslecture.testservices.RandomRequests;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.PreparedStatement;
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
        assertThat(outbox.log("kafka"))
                .containsAnyElementsOf(
                        log.at("/lines").valueStream().map(JsonNode::asString).toList());
        for (String other : List.of("nothing", "%2e%2e", "..%2Fsecrets.properties", "kafka.log")) {
            HttpResponse<String> answer =
                    outbox.send(HttpRequest.newBuilder(outbox.console().resolve("/api/components/" + other + "/log")));
            assertThat(answer.statusCode()).as(other).isBetween(400, 404);
        }
    }

    @Test
    @Tag("long")
    void namesReplicasAndMembersOfPartitionsAndRemembersRebalances() throws Exception {
        JsonNode flow = outbox.get("/api/flow");
        assertThat(flow.at("/topic/partitions/0/leader").asInt()).isEqualTo(1);
        assertThat(flow.at("/topic/partitions/0/replicas").toString()).isEqualTo("[1]");
        assertThat(flow.at("/topic/partitions/0/inSync").toString()).isEqualTo("[1]");
        assertThat(flow.at("/topic/minInSync").asInt()).isEqualTo(1);
        String member = flow.at("/group/members/0/name").asString();
        assertThat(member).startsWith("lecture-projector ");
        assertThat(flow.at("/group/partitions/0/member")).isEqualTo(flow.at("/group/members/0/id"));

        done("/api/components/lecture-projector/stop");
        await().atMost(BOUND)
                .untilAsserted(() -> assertThat(
                                outbox.get("/api/flow").at("/group/members").size())
                        .isZero());
        done("/api/components/lecture-projector/start");
        awaitGood();
        await().atMost(BOUND).untilAsserted(() -> {
            outbox.get("/api/flow");
            JsonNode newest = outbox.get("/api/rebalances").at("/0");
            assertThat(newest.at("/joined/0").asString())
                    .startsWith("lecture-projector ")
                    .isNotEqualTo(member);
            assertThat(newest.at("/moved/0/partition").asInt(-1)).isZero();
            assertThat(outbox.get("/api/rebalances").at("/1/left/0").asString()).isEqualTo(member);
        });
    }

    @Test
    void comparesTheReadModelFromTheCommandLineAndRebuildsIt() throws Exception {
        String id = idOf(create("비교"));
        assertThat(outbox.outbox("verify"))
                .contains(
                        "every event is in its topic, once and in order",
                        "the read model has every category at its newest version",
                        "exit status 0");

        rename(id, "다른 이름");
        assertThat(outbox.outbox("verify"))
                .contains(
                        "every event is in its topic, once and in order",
                        "category " + id + ": version 1 \"비교\"; in the read model: version 1 \"다른 이름\"",
                        "/lecture/rebuilds",
                        "exit status 1");

        assertThat(outbox.send("POST", "/lecture/rebuilds", "{}").statusCode()).isEqualTo(202);
        await().atMost(BOUND)
                .untilAsserted(() -> assertThat(outbox.get("/lecture/rebuilds")
                                .at("/_embedded/rebuilds/0/state")
                                .asString())
                        .isEqualTo("DONE"));
        assertThat(outbox.get("/lecture/readCategories/" + id)
                        .at("/categoryName")
                        .asString())
                .isEqualTo("비교");
    }

    private static void rename(String id, String name) throws Exception {
        try (Connection lecture = outbox.lectureDatabase();
                PreparedStatement update =
                        lecture.prepareStatement("update read_category set category_name = ? where category_id = ?")) {
            update.setString(1, name);
            update.setLong(2, Long.parseLong(id));
            assertThat(update.executeUpdate()).isEqualTo(1);
        }
    }

    @Test
    void showsTheRecordOfAnEventByItsOffsetAndTheEventByItsId() throws Exception {
        String id = idOf(create("레코드 보기"));
        await().atMost(BOUND)
                .until(() ->
                        outbox.get("/api/events?category=" + id).at("/0/offset").isNumber());
        JsonNode event = outbox.get("/api/events?category=" + id).at("/0");

        JsonNode record = outbox.get("/api/topics/categoryChanged/records?limit=1&partition="
                        + event.at("/partition").asInt() + "&offset="
                        + event.at("/offset").asLong())
                .at("/records/0");
        assertThat(record.at("/eventId")).isEqualTo(event.at("/eventId"));
        assertThat(record.at("/key").asString()).isEqualTo(id);
        assertThat(record.at("/value").asString()).contains("레코드 보기");
        assertThat(outbox.get("/api/topics/categoryChanged/records?key=" + id)
                        .at("/records")
                        .size())
                .isEqualTo(1);
        assertThat(outbox.get("/api/events/" + event.at("/eventId").asString())
                        .at("/offset")
                        .asLong())
                .isEqualTo(event.at("/offset").asLong());
        Map<String, Integer> refused = Map.of(
                "/api/topics/__consumer_offsets/records", 404,
                "/api/topics/nothing/records", 404,
                "/api/topics/categoryChanged/records?offset=1", 400,
                "/api/topics/categoryChanged/records?limit=101", 400,
                "/api/topics/categoryChanged/records?partition=99", 404,
                "/api/events/018f0000-0000-7000-8000-000000000007", 404);
        for (Map.Entry<String, Integer> one : refused.entrySet()) {
            assertThat(outbox.send(HttpRequest.newBuilder(outbox.console().resolve(one.getKey())))
                            .statusCode())
                    .as(one.getKey())
                    .isEqualTo(one.getValue());
        }
    }

    @Test
    void playsADemonstrationStepByStepAndMendsWhatItBrokeWhenItIsEnded() throws Exception {
        JsonNode demonstrations = outbox.get("/api/demonstrations?language=ko").at("/demonstrations");
        assertThat(demonstrations.size()).isEqualTo(14);
        assertThat(demonstrations.at("/0/title").asString()).isEqualTo("릴레이가 죽습니다");
        assertThat(demonstrations.at("/4/needs").asString()).contains("--relays 2");

        done("/api/demonstrations/1");
        assertThat(outbox.send("POST", "/api/demonstrations/2", "").statusCode())
                .isEqualTo(409);
        awaitStep("$ ./outbox kill outbox-relay");
        assertThat(componentState("outbox-relay")).isEqualTo("running");
        done("/api/demonstrations/next");
        awaitStep("$ curl -X POST ");
        assertThat(componentState("outbox-relay")).isEqualTo("stopped");
        done("/api/demonstrations/end");

        await().atMost(BOUND)
                .untilAsserted(() -> assertThat(outbox.get("/api/demonstrations")
                                .at("/play/state")
                                .asString())
                        .isEqualTo("ended"));
        assertThat(componentState("outbox-relay")).isEqualTo("running");
        assertThat(outbox.get("/api/history").at("/marks").toString()).contains("kill outbox-relay");
        assertThat(outbox.send("POST", "/api/demonstrations/next", "").statusCode())
                .isEqualTo(409);
        assertThat(outbox.send("POST", "/api/demonstrations/99", "").statusCode())
                .isEqualTo(409);
    }

    private static void awaitStep(String command) {
        await().atMost(BOUND).untilAsserted(() -> {
            JsonNode play = outbox.get("/api/demonstrations").at("/play");
            assertThat(play.at("/state").asString()).as(play.toString()).isEqualTo("waiting");
            assertThat(play.at("/lines/" + (play.at("/lines").size() - 1)).asString())
                    .startsWith(command);
        });
    }

    @Test
    void reportsWhyAKilledRelayIsUnreachableAndThatItIsBack() throws Exception {
        done("/api/components/outbox-relay/kill");
        create("릴레이 없이");

        await().atMost(BOUND).untilAsserted(() -> {
            JsonNode flow = outbox.get("/api/flow");
            assertThat(flow.at("/relay/health").asString()).isEqualTo("BAD");
            assertThat(flow.at("/relay/state").asString()).isEqualTo("unreachable");
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
    void opensAndReportsWhatIsUnreachable(String component) throws Exception {
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
    @Tag("long")
    void namesTheUnreachableServiceAtTheFrontDoor() throws Exception {
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
