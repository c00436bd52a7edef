package com.everyoneslecture.outbox.service.request;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that clients do not send by mistake. */
@Timeout(120)
class RequestsTest {

    private static TestService service;

    @BeforeAll
    static void start() {
        service = TestService.start("--server.http2.enabled=true");
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/%ff", "/api/%zz", "/api/%1b", "/api/%00", "/api/%", "/api/%5c", "/api/%2f"})
    void rejectsAPathThatIsNoText(String path) throws Exception {
        assertProblem(service.get(path), 400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"//", "//api/a", "///"})
    void rejectsAPathThatCouldBeTakenForAHost(String path) throws Exception {
        assertProblem(service.get(path), 400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Accept: ", "Accept: ,", "Accept:\r\nAccept: "})
    void takesAnEmptyAcceptForNone(String header) throws Exception {
        assertThat(service.get("/api/accept", header)).contains("{\"values\":0}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/%EC%9D%BC",
                "/api/a%20b",
                "/%61pi/a",
                "/api;x=1/a",
                "/api/a.b",
                "/api/a-b_c~d",
                "/api/a?text=%EC%9D%BC+%41%2f;"
            })
    void takesAPathAndAQueryInTheirUsualForm(String path) throws Exception {
        assertThat(service.get(path)).startsWith("HTTP/1.1 200");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"text=%", "text=%1", "text=%zz", "text=%ff", "text=a%0d%0ab", "text=%1b%5b31m", "%00", "text=%00"
            })
    void rejectsAMalformedQuery(String query) throws Exception {
        assertProblem(service.get("/api/a?" + query), 400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"=", "&&=&", "text", "=a", "text=a=b&text"})
    void answersAnUnusualQuery(String query) throws Exception {
        assertThat(service.get("/api/a?" + query)).matches("(?s)HTTP/1.1 (200|400).*");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/a|", "/api/a\"", "/api/a{", "/api/\\a", "/api/a?b=|", "/a b"})
    void rejectsARequestLineThatIsNone(String target) throws Exception {
        assertProblem(service.get(target), 400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Content-Type: */*", "Content-Type: multipart/form-data"})
    void rejectsTypesOfBodiesThatAreNoneAlsoWhereNothingIs(String header) throws Exception {
        for (String path : new String[] {"/nothing", "/error"}) {
            assertProblem(service.get(path, header), 4);
        }
    }

    @Test
    void rejectsTooManyParameters() throws Exception {
        assertProblem(service.get("/api/a?" + "a&".repeat(2_000)), 400);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "X-Forwarded-For: ,",
                "X-Forwarded-Host: ,",
                "X-Forwarded-Proto: ,",
                "X-Forwarded-Port: ,",
                "X-Forwarded-Host: a b",
                "X-Forwarded-Host: a/b",
                "X-Forwarded-Host: a<b>",
                "X-Forwarded-Host: a:99999",
                "X-Forwarded-Host: a:x",
                "X-Forwarded-Port: x",
                "X-Forwarded-Port: 99999",
                "X-Forwarded-Proto: javascript",
                "X-Forwarded-Prefix: javascript:a",
                "X-Forwarded-Prefix: //evil.example",
                "Forwarded: proto=javascript",
                "Forwarded: host=\"a b\"",
                "X-Forwarded-Host: [::1"
            })
    void rejectsForwardedHeadersThatNameNoAddress(String header) throws Exception {
        assertProblem(service.get("/api/a", header), 400);
    }

    @Test
    void linksToTheAddressThatAProxyNames() throws Exception {
        assertThat(service.get(
                        "/api/a",
                        "X-Forwarded-Host: api.example:8443",
                        "X-Forwarded-Proto: https",
                        "X-Forwarded-Prefix: /outer/inner",
                        "X-Forwarded-For: 10.0.0.1, 10.0.0.2"))
                .contains("https://api.example:8443/outer/inner/api/a");
        assertThat(service.get("/api/a", "Forwarded: for=\"[2001:db8::1]:4711\";host=api.example;proto=https"))
                .contains("https://api.example/api/a");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Accept: application/json;charset=UTF-16",
                "Accept: application/json;charset=x",
                "Accept: ",
                "Accept: ,",
                "Accept: a",
                "Accept: text/plain",
                "Accept: */*;q=x"
            })
    void answersEveryAcceptWithJsonOrAProblem(String header) throws Exception {
        for (String path : new String[] {"/api/a", "/nothing", "/error"}) {
            assertThat(service.get(path, header))
                    .as(path)
                    .matches("(?s)HTTP/1.1 (200|400|404|406).*")
                    .containsPattern("Content-Type: application/(problem\\+)?json")
                    .containsAnyOf("\"name\":", "\"status\":");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "*/*",
                "application/*",
                "application/json;charset=UTF-16",
                "application/json;charset=x",
                "a",
                "text/plain",
                ""
            })
    void answersEveryContentTypeWithAProblemOrTakesIt(String type) throws Exception {
        String answer =
                service.answer("POST /api/echo HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\nContent-Type: "
                        + type + "\r\nContent-Length: 2\r\n\r\n{}");

        assertThat(answer).matches("(?s)HTTP/1.1 (200|400|415).*").containsPattern("application/(problem\\+)?json");
    }

    /** Its decoder would replace what it cannot read, and the result would be stored. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/json;charset=EUC-KR",
                "application/json; charset=\"windows-949\"",
                "application/problem+json;charset=ISO-8859-1"
            })
    void rejectsJsonInACharsetThatIsNotOfUnicode(String type) throws Exception {
        String answer =
                service.answer("POST /api/echo HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\nContent-Type: "
                        + type + "\r\nContent-Length: 2\r\n\r\n{}");

        assertProblem(answer, 415);
        assertThat(answer).contains("leave the charset out");
    }

    @ParameterizedTest
    @ValueSource(strings = {"PUT", "PATCH", "DELETE"})
    void answersAMalformedFormWithAProblemWhereThereIsNoSuchMethod(String method) throws Exception {
        String answer =
                service.answer(method + " /api/echo HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\nContent-Type: "
                        + "application/x-www-form-urlencoded\r\nContent-Length: 6\r\n\r\na=%zz%");

        assertProblem(answer, 405);
    }

    @Test
    void answersAMalformedFormWithAProblem() throws Exception {
        String answer =
                service.answer("POST /api/echo HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\nContent-Type: "
                        + "application/x-www-form-urlencoded\r\nContent-Length: 6\r\n\r\na=%zz%");

        assertProblem(answer, 415);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void boundsBodiesOverHttp2(boolean announced) throws Exception {
        // The first exchange is an upgrade from HTTP/1.1; only requests after it are sent in frames.
        HttpClient http =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_2).build();
        URI target = URI.create("http://127.0.0.1:" + service.port() + "/api/echo");
        HttpResponse<String> upgraded =
                http.send(HttpRequest.newBuilder(target.resolve("/api/a")).build(), BodyHandlers.ofString());
        assertThat(upgraded.version()).isEqualTo(HttpClient.Version.HTTP_2);

        assertThat(post(http, target, "{\"a\":\"" + "b".repeat(TestService.MAX_BODY_BYTES) + "\"}", announced)
                        .statusCode())
                .isEqualTo(413);
        HttpResponse<String> small = post(http, target, "{\"a\":\"b\"}", announced);
        assertThat(small.statusCode()).isEqualTo(200);
        assertThat(small.body()).isEqualTo("{\"a\":\"b\"}");
    }

    private static HttpResponse<String> post(HttpClient http, URI target, String body, boolean announced)
            throws Exception {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        HttpResponse<String> answer = http.send(
                HttpRequest.newBuilder(target)
                        .header("Content-Type", "application/json")
                        .POST(
                                announced
                                        ? BodyPublishers.ofByteArray(bytes)
                                        : BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(bytes)))
                        .build(),
                BodyHandlers.ofString());
        assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_2);
        return answer;
    }

    private static void assertProblem(String answer, int status) {
        assertThat(answer).startsWith("HTTP/1.1 " + status).contains("Content-Type: application/problem+json");
    }
}
