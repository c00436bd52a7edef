package com.everyoneslecture.console.system;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.everyoneslecture.testservices.HostileRequests;
import com.everyoneslecture.testservices.LargeBody;
import com.everyoneslecture.testservices.RandomRequests;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A console without a system: no server runs at the addresses of the services, Kafka and the lecture database. The category database
 * accepts connections and does not answer.
 */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@Timeout(120)
class AloneIT {

    private static final int MOST_VIEWERS = 10;
    private static final Duration BOUND = Duration.ofSeconds(60);
    private static final List<String> PATHS = Stream.concat(
                    ConsolePaths.ALL.stream(),
                    Stream.of(
                            "/api/components/kafka/kill",
                            "/api/components/console/stop",
                            "/api/faults/drop-slot",
                            "/api/faults/add-partitions"))
            .toList();

    private static final ServerSocket FROZEN = frozen();

    @TempDir
    private static Path directory;

    private final HttpClient http = HttpClient.newHttpClient();
    private final List<Viewer> viewers = new ArrayList<>();

    @LocalServerPort
    private int port;

    @DynamicPropertySource
    static void unreachable(DynamicPropertyRegistry registry) throws IOException {
        String unreachable = "127.0.0.1:" + unused();
        for (String service : List.of("category", "lecture", "relay")) {
            registry.add("console." + service + "-url", () -> "http://" + unreachable);
        }
        registry.add("console.kafka.bootstrap-servers", () -> unreachable);
        registry.add(
                "console.category-database.url",
                () -> "jdbc:postgresql://127.0.0.1:" + FROZEN.getLocalPort() + "/category");
        registry.add("console.lecture-database.url", () -> "jdbc:postgresql://" + unreachable + "/lecture");
        registry.add("console.category-database.password", () -> "unused");
        registry.add("console.lecture-database.password", () -> "unused");
        registry.add("console.demonstration.enabled", () -> "true");
        registry.add("console.demonstration.run-file", () -> directory.resolve("run.json"));
    }

    /** Returns when the console has noticed that the pages are closed: each counts for its address until then. */
    @AfterEach
    void leave() throws IOException {
        for (Viewer viewer : viewers) {
            viewer.close();
        }
        await().atMost(BOUND).until(() -> threads("stages") == 0 && threads("events") == 0);
    }

    @AfterAll
    static void thaw() throws IOException {
        FROZEN.close();
    }

    @Test
    void opensAndReportsEverythingAsUnreachable() throws Exception {
        assertThat(get("/").statusCode()).isEqualTo(200);
        await("whole polls").atMost(BOUND).until(() -> !get("/api/flow").body().contains("CHECKING"));
        JsonNode flow = json(get("/api/flow"));

        for (String stage : List.of("writes", "outbox", "relay", "topic", "readModel")) {
            assertThat(flow.at("/" + stage + "/health").asString()).as(stage).isEqualTo("BAD");
            assertThat(flow.at("/" + stage + "/remedy").asString()).as(stage).isNotEmpty();
        }
        for (String stage : List.of("slot", "group")) {
            assertThat(flow.at("/" + stage + "/health").asString()).as(stage).isEqualTo("UNKNOWN");
        }
        assertThat(flow.at("/outbox/cause").asString())
                .contains("the category database")
                .contains("does not answer");
        assertThat(json(get("/api/events")).isEmpty()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "GET,  /api/events?category=7,              the database",
        "GET,  /api/dead-letters,                   Kafka",
        "GET,  /api/topics,                         Kafka",
        "GET,  /api/findings,                       outbox-relay at http",
        "POST, /api/verifications,                  outbox-relay at http",
        "POST, /api/replay-plans,                   outbox-relay at http",
        "GET,  /category/lectureCategories,         category-app at http",
        "GET,  /lecture/readCategories/7,           lecture-projector at http",
        "GET,  /api/components,                     `./outbox up` does not run",
        "POST, /api/components/outbox-relay/kill,   `./outbox up` does not run",
        "POST, /api/components/kafka-2/kill,        `./outbox up` does not run",
        "POST, /api/faults/drop-slot,               `./outbox up` does not run",
        "POST, /api/faults/add-partitions,          Kafka",
    })
    void namesTheUnreachableServerInTheResponse(String method, String path, String what) throws Exception {
        HttpResponse<String> answer = send(method, path);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(json(answer).at("/detail").asString()).contains(what);
        assertThat(json(answer).at("/remedy").asString()).isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "/api/dead-letters/retries,    true",
        "/api/dead-letters/retries,    false",
        "/api/verifications,           true",
        "/category/lectureCategories,  true",
        "/category/lectureCategories,  false",
        "/lecture/rebuilds,            true",
        "/lecture/rebuilds,            false",
    })
    void refusesABodyOf95MegabytesWithoutReadingIt(String path, boolean chunked) throws Exception {
        String token = json(get("/api/session")).at("/token").asString();

        LargeBody.Answer answer = LargeBody.post(port, path, chunked, "X-Console-Token: " + token + "\r\n");

        assertThat(answer.text()).startsWith("HTTP/1.1 413").contains("application/problem+json");
        assertThat(answer.sent()).isLessThan(20_000_000);
    }

    @ParameterizedTest
    @CsvSource({"/nothing, 404", "/error, 404", "/api/flow/%00, 400", "/api/events?limit=x, 400"})
    void answersEveryErrorWithAProblem(String path, int status) throws Exception {
        HttpResponse<String> answer = get(path);

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(json(answer).at("/status").asInt()).isEqualTo(status);
    }

    @Test
    void saysThatTheLauncherHasGoneWithoutTakingItsRunFile() throws Exception {
        Path runFile = directory.resolve("run.json");
        Files.writeString(runFile, "{\"url\":\"http://127.0.0.1:" + unused() + "\",\"token\":\"t\"}", UTF_8);
        try {
            HttpResponse<String> answer = get("/api/components");
            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.body()).contains("connection refused").contains("remedy");

            Files.writeString(runFile, "{\"url\":", UTF_8);
            assertThat(get("/api/components").statusCode()).isEqualTo(503);
        } finally {
            Files.delete(runFile);
        }
    }

    @Test
    void goesOnTellingThoughADatabaseIsFrozen() throws Exception {
        Viewer viewer = watch();
        List<String> seen = new ArrayList<>();

        await().pollInSameThread().atMost(BOUND).until(() -> {
            seen.add(viewer.next("flow").at("/outbox/health").asString());
            return seen.contains("BAD");
        });
        seen.add(viewer.next("flow").at("/outbox/health").asString());

        assertThat(seen).endsWith("BAD", "BAD").isSubsetOf("CHECKING", "BAD");
    }

    @Test
    @Tag("long")
    void looksOnceForAllWhoWatch() throws Exception {
        Viewer one = watch();
        Viewer other = watch();

        Set<String> looks = new HashSet<>();
        for (int look = 0; look < 3; look++) {
            looks.add(one.next("flow").at("/at").asString());
            looks.add(other.next("flow").at("/at").asString());
        }
        // The other page may have been opened between two polls; otherwise the polls are the same.
        assertThat(looks).hasSizeBetween(3, 4);
        // The threads of another test's pages may still have to end.
        await().atMost(BOUND).until(() -> threads("stages") == 1 && threads("events") == 1);
    }

    @Test
    void pollsNothingWhileNoPageIsOpen() throws Exception {
        watch().next("flow");
        assertThat(threads("stages")).isPositive();
        await("Kafka's client").atMost(BOUND).until(() -> threads("kafka-admin-client-thread") > 0);

        leave();

        await("rest").atMost(BOUND).untilAsserted(() -> {
            for (String name : List.of("stages", "events", "kafka-admin-client-thread", "kafka-coordinator")) {
                assertThat(threads(name)).as(name).isZero();
            }
        });
    }

    @Test
    @Tag("long")
    void refusesOneViewerTooManyOfAnAddressAndTakesTheNextWhenOneHasLeft() throws Exception {
        for (int count = 0; count < MOST_VIEWERS; count++) {
            assertThat(watch().status()).isEqualTo(200);
        }
        Viewer tooMany = watch();
        assertThat(tooMany.status()).isEqualTo(503);
        assertThat(tooMany.text()).contains("too many pages are open").contains("remedy");

        viewers.remove(0).close();
        await().atMost(BOUND).until(() -> watch().status() == 200);
    }

    @Test
    void answersMalformedRequestsWithProblems() throws Exception {
        assertThat(HostileRequests.faults(port, "/api/session")).isEmpty();
    }

    @Test
    void answersRandomRequestsSoundly() throws Exception {
        String token = json(get("/api/session")).at("/token").asString();

        assertThat(RandomRequests.few().faults(port, PATHS, "X-Console-Token: " + token))
                .isEmpty();

        // The streams that were opened.
        await().atMost(BOUND).until(() -> threads("stages") == 0);
    }

    @ParameterizedTest
    @CsvSource({
        "POST, /api;x=1/components/kafka/pause",
        "POST, /%61pi/components/kafka/pause",
        "GET,  /api/nothing",
        "PUT,  /api/flow"
    })
    void refusesWithAProblem(String method, String path) throws Exception {
        assertThat(HostileRequests.answer(port, method, path))
                .matches("(?s)HTTP/1.1 (400|403|404|405).*")
                .contains("application/problem+json");
    }

    @Test
    void keepsNoStreamOpenForARequestWithoutABody() throws Exception {
        for (int count = 0; count <= MOST_VIEWERS; count++) {
            assertThat(HostileRequests.answer(port, "HEAD", "/api/stream")).startsWith("HTTP/1.1 200");
        }

        assertThat(watch().status()).isEqualTo(200);
    }

    @Test
    void keepsPagesOfOtherOriginsFromOpeningTheStream() throws Exception {
        assertThat(HostileRequests.answer(port, "GET", "/api/stream", "Sec-Fetch-Site: cross-site"))
                .startsWith("HTTP/1.1 403")
                .contains("application/problem+json");
    }

    @Test
    void answersHealthWhileAllOtherThreadsWaitForBodies() throws Exception {
        assertThat(HostileRequests.readinessWhileBodiesAreHalfSent(port, "/category/lectureCategories"))
                .startsWith("HTTP/1.1 200");
    }

    private Viewer watch() throws IOException, InterruptedException {
        Viewer viewer = Viewer.open(http, console());
        viewers.add(viewer);
        return viewer;
    }

    private static long threads(String name) {
        return Stream.of(Thread.getAllStackTraces().keySet().toArray(Thread[]::new))
                .filter(thread -> thread.getName().startsWith(name))
                .count();
    }

    private HttpResponse<String> get(String path) throws Exception {
        return send("GET", path);
    }

    private HttpResponse<String> send(String method, String path) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(console().resolve(path));
        if (method.equals("POST")) {
            request.header("Content-Type", "application/json")
                    .header(
                            "X-Console-Token",
                            json(get("/api/session")).at("/token").asString())
                    .POST(HttpRequest.BodyPublishers.ofString("{}"));
        }
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString(UTF_8));
    }

    private static JsonNode json(HttpResponse<String> answer) {
        return JsonMapper.shared().readTree(answer.body());
    }

    private URI console() {
        return URI.create("http://127.0.0.1:" + port);
    }

    /** Returns a server whose connections the system accepts, and which never answers. */
    private static ServerSocket frozen() {
        try {
            return new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns a port that no process listens on. */
    private static int unused() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
