package com.everyoneslecture.lecture.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.everyoneslecture.db.Schema;
import com.everyoneslecture.lecture.fixture.Change;
import com.everyoneslecture.lecture.fixture.ReadModel;
import com.everyoneslecture.lecture.fixture.Topic;
import com.everyoneslecture.testservices.HostileRequests;
import com.everyoneslecture.testservices.LargeBody;
import com.everyoneslecture.testservices.RandomRequests;
import com.everyoneslecture.testservices.TestDatabase;
import com.everyoneslecture.testservices.TestKafka;
import com.everyoneslecture.testservices.TestPostgres;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;

@SpringBootTest(
        classes = ProjectorApplication.class,
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = "projector.category-url=http://category.example/")
class ProjectorApplicationIT {

    private static final List<String> PATHS = List.of(
            "/lecture/readCategories",
            "/lecture/readCategories/1",
            "/lecture/rebuilds",
            "/lecture/rebuilds/1",
            "/lecture/skips",
            "/actuator/health",
            "/actuator/prometheus",
            "/v3/api-docs",
            "/error",
            "/");
    private static final Duration BOUND = Duration.ofSeconds(60);
    private static final TestDatabase DATABASE = TestPostgres.shared().create(Schema.LECTURE);
    private static final Topic TOPIC = Topic.create(TestKafka.shared().bootstrapServers(), 6);

    @LocalServerPort
    private int port;

    private final ReadModel readModel = new ReadModel(DATABASE);

    @DynamicPropertySource
    static void servers(DynamicPropertyRegistry registry) {
        ServiceSettings.register(registry, DATABASE, TOPIC);
    }

    @AfterAll
    static void close() {
        TOPIC.close();
    }

    @BeforeEach
    void fill() {
        await().atMost(BOUND)
                .until(() -> http().get("/actuator/health/readiness").statusCode() == 200);
        readModel.execute("truncate read_category");
    }

    @Test
    void showsWhatWasPublishedUntilItIsDeleted() {
        String path = "/lecture/readCategories/1001";
        TOPIC.send(Change.of(1001, 1).job("INSERT").named("최종테스트"));
        await().atMost(BOUND).until(() -> http().get(path).statusCode() == 200);
        assertThat(http().get(path).body())
                .isEqualTo(
                        "{\"categoryName\":\"최종테스트\",\"_links\":{\"self\":{\"href\":\"http://127.0.0.1:" + port + path
                                + "\"},\"category\":{\"href\":\"http://category.example/category/lectureCategories/1001\"}}}");
        TOPIC.send(Change.of(1001, 2).named("바꾼 이름"));
        await().atMost(BOUND).until(() -> http().get(path).body().contains("바꾼 이름"));
        TOPIC.send(Change.of(1001, 3).deleted());
        await().atMost(BOUND).until(() -> http().get(path).statusCode() == 404);
        assertThat(http().get("/lecture/readCategories").body()).doesNotContain("바꾼 이름");
    }

    @Test
    void pagesThroughWhatExists() {
        insert(5);
        JsonNode first = Http.json(http().get("/lecture/readCategories?size=2&sort=categoryName,desc"));
        assertThat(first.at("/_embedded/readCategories").size()).isEqualTo(2);
        assertThat(first.at("/_embedded/readCategories/0/categoryName").asString())
                .isEqualTo("이름 5");
        assertThat(first.at("/_embedded/readCategories/0/_links/self/href").asString())
                .endsWith("/lecture/readCategories/5");
        assertThat(first.at("/page").toString())
                .isEqualTo("{\"number\":0,\"size\":2,\"totalElements\":5,\"totalPages\":3}");
        assertThat(first.at("/_links").propertyNames()).containsExactlyInAnyOrder("first", "self", "next", "last");
        JsonNode last = Http.json(follow(first, "last"));
        assertThat(last.at("/_embedded/readCategories").size()).isEqualTo(1);
        assertThat(last.at("/_links").propertyNames()).containsExactlyInAnyOrder("first", "self", "prev", "last");
        assertThat(Http.json(follow(last, "prev"))
                        .at("/_embedded/readCategories/0/categoryName")
                        .asString())
                .isEqualTo("이름 3");
    }

    @Test
    void answersMoreOftenThanItHasConnections() {
        insert(3);
        for (int request = 0; request < 30; request++) {
            assertThat(http().get("/lecture/readCategories?size=2").statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void showsAnEmptyPageAsSuch() {
        JsonNode page = Http.json(http().get("/lecture/readCategories"));
        assertThat(page.at("/_embedded/readCategories").isArray()).isTrue();
        assertThat(page.at("/page/totalElements").asInt()).isZero();
        assertThat(page.at("/_links").propertyNames()).containsExactlyInAnyOrder("first", "self", "last");
    }

    @Test
    void linksToWhereAProxyWasAsked() {
        insert(1);
        String body = http().get(
                        "/lecture/readCategories/1",
                        "X-Forwarded-Host",
                        "lecture.example",
                        "X-Forwarded-Proto",
                        "https",
                        "X-Forwarded-Prefix",
                        "/api")
                .body();
        assertThat(body).contains("\"https://lecture.example/api/lecture/readCategories/1\"");
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /lecture/readCategories/77, 404, There is no category 77.",
        "GET, /lecture/readCategories/abc, 400, id must be a whole number.",
        "GET, /lecture/readCategories/99999999999999999999, 400, id must be a whole number.",
        "GET, /lecture/readCategories?size=0, 400, size must be",
        "GET, /lecture/readCategories?page=-1, 400, page must be",
        "GET, /lecture/readCategories?sort=x, 400, sort must be",
        "DELETE, /lecture/readCategories/1, 405, Method 'DELETE' is not supported.",
        "GET, /lecture/nothing, 404, No endpoint GET /lecture/nothing.",
        "GET, /lecture/rebuilds/77, 404, There is no rebuild 77.",
        "GET, /actuator/env, 404, No endpoint",
        "GET, /error, 404, ''",
        "GET, /lecture/readCategories/%00, 400, ''",
    })
    void answersEveryErrorWithAProblem(String method, String path, int status, String detail) {
        HttpResponse<String> response = http().send(method, path);
        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(response.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(Http.json(response).at("/status").asInt()).isEqualTo(status);
        assertThat(Http.json(response).at("/detail").asString()).contains(detail);
    }

    @Test
    void refusesToSendXml() {
        insert(1);
        HttpResponse<String> response = http().get("/lecture/readCategories/1", "Accept", "text/xml");
        assertThat(response.statusCode()).isEqualTo(406);
        assertThat(response.headers().firstValue("Content-Type")).contains("application/problem+json");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "[]", "{\"evenIfIncomplete\":", "{\"evenIfIncomplet\":true}", "{\"evenIfIncomplete\":\"x\"}"
            })
    void refusesARebuildThatItDoesNotUnderstand(String body) {
        insert(1);
        HttpResponse<String> response = http().post("/lecture/rebuilds", "application/json", body);
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(Http.json(response).at("/detail").asString()).contains("evenIfIncomplete");
        assertThat(readModel.rows()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "{}", "{\"partition\":0}", "{\"partition\":0,\"offset\":\"x\"}"})
    void refusesASkipThatItDoesNotUnderstand(String body) {
        HttpResponse<String> response = http().post("/lecture/skips", "application/json", body);
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(Http.json(response).at("/detail").asString()).contains("{\"partition\": 0, \"offset\": 7}");
    }

    @Test
    void skipsNothingOfAPartitionThatIsNotThere() {
        HttpResponse<String> response =
                http().post("/lecture/skips", "application/json", "{\"partition\":999,\"offset\":7}");
        assertThat(response.statusCode()).isEqualTo(409);
        assertThat(Http.json(response).at("/detail").asString()).contains("No record of partition 999");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void refusesABodyOf95MegabytesWithoutReadingIt(boolean chunked) throws Exception {
        LargeBody.Answer answer = LargeBody.post(port, "/lecture/rebuilds", chunked, "");
        assertThat(answer.text()).startsWith("HTTP/1.1 413").contains("application/problem+json");
        assertThat(answer.sent()).isLessThan(20_000_000);
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"})
    void refusesARebuildThatAPageOfAnotherSiteCouldSend(String contentType) {
        insert(1);
        assertThat(http().post("/lecture/rebuilds", contentType, "{}").statusCode())
                .isEqualTo(415);
        assertThat(readModel.rows()).hasSize(1);
    }

    @Test
    void rebuildsAndTellsHowFarItIs() {
        TOPIC.send(Change.of(2001, 1).named("처음부터"));
        await().atMost(BOUND).until(() -> readModel.rows().containsKey(2001L));
        readModel.execute("update read_category set category_name = '틀린'");
        HttpResponse<String> started = http().post("/lecture/rebuilds", "application/json", "{}");
        assertThat(started.statusCode()).isEqualTo(202);
        String location = started.headers().firstValue("Location").orElseThrow();
        String path = location.substring(location.indexOf("/lecture"));
        await().atMost(BOUND)
                .until(() -> Http.json(http().get(path)).at("/state").asString().equals("DONE"));
        JsonNode done = Http.json(http().get(path));
        assertThat(done.at("/remainingRecords").asInt()).isZero();
        assertThat(done.at("/partitions").size()).isEqualTo(6);
        assertThat(done.has("warning")).isFalse();
        assertThat(readModel.rows()).containsEntry(2001L, "처음부터 v1");
        assertThat(Http.json(http().get("/lecture/rebuilds"))
                        .at("/_embedded/rebuilds/0/_links/self/href")
                        .asString())
                .isEqualTo(location);
    }

    @Test
    void tellsItsMetrics() {
        TOPIC.send(Change.of(3001, 1), Change.of(3002, 1).value("kaputt"));
        await().atMost(BOUND).until(() -> readModel.rows().containsKey(3001L));
        await().atMost(BOUND).until(() -> metrics().contains("dead_lettered_total{reason=\"not-json\"} 1.0"));
        await().atMost(BOUND).until(() -> metrics().contains("projector_lag_records{partition=\"5\"} 0.0"));
        assertThat(metrics())
                .contains("projector_state{state=\"polling\"} 1.0")
                .contains("projector_events_applied_total")
                .contains("projector_batch_apply_seconds_count")
                .contains("kafka_consumer_");
    }

    @Test
    void describesItsApi() {
        assertThat(Http.json(http().get("/v3/api-docs")).at("/paths").propertyNames())
                .contains("/lecture/readCategories", "/lecture/readCategories/{id}", "/lecture/rebuilds");
    }

    private String metrics() {
        return http().get("/actuator/prometheus").body();
    }

    private HttpResponse<String> follow(JsonNode page, String relation) {
        String href = page.at("/_links/" + relation + "/href").asString();
        return http().get(href.substring(href.indexOf("/lecture")));
    }

    private void insert(int count) {
        readModel.execute(
                "insert into read_category (category_id, category_name, aggregate_version, event_id, occurred_at)"
                        + " select id, '이름 ' || id, 1, gen_random_uuid(), now() from generate_series(1, " + count
                        + ") as id");
    }

    private Http http() {
        return new Http(port);
    }

    @Test
    void answersMalformedRequestsWithProblems() throws Exception {
        assertThat(HostileRequests.faults(port, "/lecture/readCategories")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"POST, /lecture/rebuilds", "GET, /lecture/rebuilds", "GET, /lecture/readCategories"})
    void refusesANameThatIsNotTheServices(String method, String path) throws Exception {
        for (String forged : List.of("X-Forwarded-Host: localhost", "X-Forwarded-Prefix: /actuator")) {
            assertThat(HostileRequests.answerByName(port, "evil.example", method, path, forged))
                    .startsWith("HTTP/1.1 403")
                    .contains("projector.hosts")
                    .contains("application/problem+json");
        }
    }

    @Test
    void keepsPagesOfOtherOriginsFromReadingRebuilds() throws Exception {
        for (String header :
                List.of("Sec-Fetch-Site: cross-site", "Sec-Fetch-Site: same-site", "Origin: http://evil.example")) {
            assertThat(HostileRequests.answer(port, "GET", "/lecture/rebuilds", header))
                    .startsWith("HTTP/1.1 403")
                    .contains("application/problem+json");
        }
        assertThat(HostileRequests.answer(port, "GET", "/lecture/rebuilds", "Sec-Fetch-Site: same-origin"))
                .startsWith("HTTP/1.1 200");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void refusesABodyOf95MegabytesWithoutReadingItWhole(boolean chunked) throws Exception {
        LargeBody.Answer answer = LargeBody.post(port, "/lecture/rebuilds", chunked, "");

        assertThat(answer.text()).startsWith("HTTP/1.1 413").contains("application/problem+json");
        assertThat(answer.sent()).isLessThan(20_000_000);
    }

    @Test
    void answersHealthWhileAllOtherThreadsWaitForBodies() throws Exception {
        assertThat(HostileRequests.readinessWhileBodiesAreHalfSent(port, "/lecture/rebuilds"))
                .startsWith("HTTP/1.1 200");
    }

    @Test
    void answersRandomRequestsSoundly() {
        assertThat(RandomRequests.few().faults(port, PATHS)).isEmpty();
    }

    @Test
    @Tag("long")
    void answersManyRandomRequestsSoundly() {
        assertThat(RandomRequests.many().faults(port, PATHS)).isEmpty();
    }
}
