package com.everyoneslecture.relay;

import static com.everyoneslecture.relay.OperationsFixture.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import com.everyoneslecture.db.Schema;
import com.everyoneslecture.testservices.HostileRequests;
import com.everyoneslecture.testservices.LargeBody;
import com.everyoneslecture.testservices.RandomRequests;
import com.everyoneslecture.testservices.TestDatabase;
import com.everyoneslecture.testservices.TestPostgres;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that the operations accept or reject, independent of their content. */
class OperationsRequestsIT {

    private static final TestDatabase DATABASE = TestPostgres.shared().create(Schema.CATEGORY);
    private static final OutboxFixture OUTBOX = new OutboxFixture(DATABASE);
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

    private static final OperationsFixture RELAY =
            OperationsFixture.on(DATABASE, "--relay.operations.hosts=Relay.example");

    @BeforeAll
    static void stream() {
        OUTBOX.awaitStreaming(RelayFixture.slot(DATABASE));
    }

    @AfterAll
    static void stop() {
        RELAY.close();
        OUTBOX.execute("select pg_drop_replication_slot('" + RelayFixture.slot(DATABASE) + "')");
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
        HttpResponse<String> response = RELAY.send(RELAY.request("/operations/findings", "GET", "")
                .header(header, value)
                .build());

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
        HttpRequest text = RELAY.request(path, "POST", "{}")
                .setHeader("Content-Type", "text/plain")
                .build();
        assertProblem(RELAY.send(text), 415);
        assertProblem(RELAY.post(path, "{\"since\": \"" + "x".repeat(65_536) + "\"}"), 413);
        assertProblem(RELAY.post(path, "{"), 400);
        assertProblem(RELAY.get(path), 405);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void refusesABodyOf95MegabytesWithoutReadingIt(boolean chunked) throws Exception {
        LargeBody.Answer answer = LargeBody.post(RELAY.port(), "/operations/replays", chunked, "");

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
        assertProblem(RELAY.post("/operations/replays", "{}"), 422);
        assertProblem(RELAY.post("/operations/replay-plans", "{\"from\": \"soon\"}"), 422);
        assertProblem(RELAY.post("/operations/verifications", "{\"sinse\": null}"), 400);
        assertProblem(RELAY.get("/operations/nonsense"), 404);
    }

    @Test
    void answersMalformedRequestsWithProblems() throws Exception {
        assertThat(HostileRequests.faults(RELAY.port(), "/operations/findings")).isEmpty();
    }

    @Test
    void answersRandomRequestsSoundly() {
        assertThat(RandomRequests.few().faults(RELAY.port(), PATHS)).isEmpty();
    }

    @Test
    @Tag("long")
    void answersManyRandomRequestsSoundly() {
        assertThat(RandomRequests.many().faults(RELAY.port(), PATHS)).isEmpty();
    }

    @Test
    void answersHealthWhileAllOtherThreadsWaitForBodies() throws Exception {
        assertThat(HostileRequests.readinessWhileBodiesAreHalfSent(RELAY.port(), "/operations/replay-plans"))
                .startsWith("HTTP/1.1 200");
    }

    private static String answerTo(String host, String path) throws IOException {
        return HostileRequests.answerByName(RELAY.port(), host, "GET", path, "X-Forwarded-Host: localhost");
    }
}
