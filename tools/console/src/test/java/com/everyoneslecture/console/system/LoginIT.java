package com.everyoneslecture.console.system;

import static com.everyoneslecture.console.system.ThroughProxy.TRUSTED;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.catalina.Context;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.boot.tomcat.TomcatWebServer;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** A console with two users, one of them an operator, behind a proxy that ends TLS. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@ExtendWith(OutputCaptureExtension.class)
@Timeout(120)
class LoginIT {

    private static final String REPLAYS = "/api/replays";
    private static final String CATEGORIES = "/category/lectureCategories";
    private static final String PASSWORD = "correct horse";
    private static final String HOME = "127.0.0.1";
    private static final ServicesStub SERVICES = new ServicesStub();

    @LocalServerPort
    private int port;

    @Autowired
    private ServletWebServerApplicationContext server;

    private final HttpClient http = HttpClient.newHttpClient();
    private String token = "";

    @DynamicPropertySource
    static void settings(DynamicPropertyRegistry registry) {
        SERVICES.register(registry);
        String encoded = new BCryptPasswordEncoder(10).encode(PASSWORD);
        registry.add("console.login.users.alice.password", () -> encoded);
        registry.add("console.login.users.bob.password", () -> encoded);
        registry.add("console.login.operators", () -> "alice");
        registry.add("console.proxy.addresses", () -> TRUSTED);
        registry.add("console.hosts", () -> "console.example");
        registry.add("console.inboxes.orders.url", () -> SERVICES.url() + "/actuator/inbox");
    }

    @BeforeEach
    void getToken() throws IOException {
        SERVICES.forget();
        token = "X-Console-Token: " + match("\"token\":\"([0-9a-f]+)\"", send(HOME, "GET", "/api/session", ""));
    }

    @AfterAll
    static void stop() {
        SERVICES.close();
    }

    @ParameterizedTest
    @CsvSource({
        "POST,   /api/replays",
        "POST,   /api/dead-letters/retries",
        "POST,   /category/lectureCategories",
        "PATCH,  /category/lectureCategories/7",
        "DELETE, /category/lectureCategories/7",
        "POST,   /lecture/rebuilds",
        "POST,   /%61pi/replays",
        "POST,   /api/nothing",
    })
    void refusesChangesWithoutALogin(String method, String path) throws Exception {
        assertThat(send(HOME, method, path, "{}", token))
                .startsWith("HTTP/1.1 401")
                .contains("application/problem+json")
                .contains("\"remedy\":\"log in")
                .contains("WWW-Authenticate: Basic");
        assertThat(SERVICES.requests()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/js/main.js", "/api/flow", CATEGORIES, "/actuator/health/liveness"})
    void letsAnyClientRead(String path) throws Exception {
        assertThat(send(HOME, "GET", path, "")).startsWith("HTTP/1.1 200");
        assertThat(send(HOME, "POST", "/api/verifications", "{}", token)).startsWith("HTTP/1.1 200");
    }

    @Test
    void logsABrowserInAndOut() throws Exception {
        String answer = send(HOME, "POST", "/api/login", credentials("alice", PASSWORD), token);
        assertThat(answer).startsWith("HTTP/1.1 204");
        String cookie = cookie(answer);

        assertThat(send(HOME, "GET", "/api/session", "", cookie))
                .contains("\"user\":\"alice\"")
                .contains("\"whyNoChange\":null")
                .contains("Cache-Control: no-store");
        assertThat(send(HOME, "POST", REPLAYS, "{}", token, cookie)).startsWith("HTTP/1.1 200");

        assertThat(send(HOME, "POST", "/api/logout", "", token, cookie)).startsWith("HTTP/1.1 204");
        assertThat(send(HOME, "POST", REPLAYS, "{}", token, cookie)).startsWith("HTTP/1.1 401");
    }

    @Test
    void endsTheStreamsOfALoginAtItsLogout() throws Exception {
        String cookie = cookie(send(HOME, "POST", "/api/login", credentials("bob", PASSWORD), token));
        try (Viewer ofLogin = watch(cookie);
                Viewer otherPage = watch(cookie);
                Viewer ofProgram = watch(basic("bob", PASSWORD))) {
            ofLogin.next("flow");

            assertThat(send(HOME, "POST", "/api/logout", "", token, cookie)).startsWith("HTTP/1.1 204");

            ofLogin.text();
            otherPage.text();
            send(HOME, "POST", REPLAYS, "{}", token, basic("alice", PASSWORD));
            assertThat(ofProgram.next("mark").at("/text").asString()).isEqualTo("replay");
        }
    }

    @Test
    void endsTheStreamOfALoginThatExpires() throws Exception {
        String cookie = cookie(send(HOME, "POST", "/api/login", credentials("bob", PASSWORD), token));
        try (Viewer viewer = watch(cookie)) {
            viewer.next("flow");

            // Tomcat does the same after the maximum idle time.
            TomcatWebServer tomcat = (TomcatWebServer) Objects.requireNonNull(server.getWebServer());
            Context context = (Context) tomcat.getTomcat().getHost().findChildren()[0];
            context.getManager()
                    .findSession(cookie.substring(cookie.indexOf('=') + 1))
                    .expire();

            viewer.text();
        }
    }

    @Test
    void sendsTheSessionsCookieOverTlsAloneWhereThereIsTls() throws Exception {
        String plain = send(HOME, "POST", "/api/login", credentials("alice", PASSWORD), token);
        String proxied = send(
                TRUSTED,
                "POST",
                "/api/login",
                credentials("alice", PASSWORD),
                token,
                "X-Forwarded-Proto: https",
                "X-Forwarded-Host: console.example",
                "X-Forwarded-Prefix: /outbox");

        assertThat(cookieLine(plain))
                .contains("HttpOnly")
                .contains("SameSite=Lax")
                .doesNotContain("Secure");
        assertThat(cookieLine(proxied))
                .contains("HttpOnly")
                .contains("SameSite=Lax")
                .contains("Secure")
                .contains("Path=/");
    }

    @Test
    void wantsTheTokenForEachChangeOfABrowserThatHasLoggedIn() throws Exception {
        String cookie = cookie(send(HOME, "POST", "/api/login", credentials("alice", PASSWORD), token));

        for (String path : List.of(REPLAYS, CATEGORIES, "/api/logout")) {
            assertThat(send(HOME, "POST", path, "{}", cookie))
                    .as(path)
                    .startsWith("HTTP/1.1 403")
                    .contains("the token");
        }
        assertThat(send(HOME, "POST", CATEGORIES, "{}", token, cookie, "Origin: https://evil.example"))
                .startsWith("HTTP/1.1 403");
        assertThat(send(HOME, "POST", "/api/login", credentials("alice", PASSWORD)))
                .startsWith("HTTP/1.1 403");
        assertThat(SERVICES.requests()).isEmpty();
        assertThat(send(HOME, "POST", CATEGORIES, "{}", token, cookie)).startsWith("HTTP/1.1 200");
    }

    @Test
    void letsProgramsInWithAPasswordAndPassesItOnToNoService() throws Exception {
        String answer = send(HOME, "POST", CATEGORIES, "{}", basic("alice", PASSWORD));

        assertThat(answer).startsWith("HTTP/1.1 200").doesNotContain("Set-Cookie");
        assertThat(SERVICES.requests()).hasSize(1);
        assertThat(SERVICES.requests().get(0).headers())
                .doesNotContainKeys("Authorization", "Cookie", "X-Console-Token");
        String cookie = cookie(send(HOME, "POST", "/api/login", credentials("alice", PASSWORD), token));
        send(HOME, "GET", CATEGORIES, "", cookie);
        assertThat(SERVICES.requests().get(1).headers()).doesNotContainKey("Cookie");
    }

    @Test
    void refusesChangesOfAUserWhoIsNoOperator() throws Exception {
        assertThat(send(HOME, "POST", REPLAYS, "{}", token, basic("bob", PASSWORD)))
                .startsWith("HTTP/1.1 403")
                .contains("operators")
                .contains("\"remedy\"");
        assertThat(send(HOME, "GET", "/api/session", "", basic("bob", PASSWORD)))
                .contains("\"whyNoChange\":\"NO_OPERATOR\"");
        assertThat(SERVICES.requests()).isEmpty();
    }

    @Test
    void hasTheParkedKeysOfAConsumerRetriedAndDiscardedByAnOperator() throws Exception {
        SERVICES.answers("/actuator/inbox", """
                {"topics":{"orderChanged":"running"},"applied":2,"waiting":0,"failure":null,"discarded":true,
                 "parked":[{"topic":"orderChanged","key":"47 11","waiting":2,"reason":"no such customer","since":"2026-01-01T00:00:00Z",
                  "first":8}]}""");
        String key = "{\"inbox\":\"orders\",\"topic\":\"orderChanged\",\"key\":\"47 11\"}";

        assertThat(send(HOME, "GET", "/api/parked-keys", ""))
                .contains("\"name\":\"orders\"")
                .contains("\"reason\":\"no such customer\"");
        assertThat(send(HOME, "POST", "/api/parked-keys/retries", key, token)).startsWith("HTTP/1.1 401");
        assertThat(send(HOME, "POST", "/api/parked-keys/retries", key, token, basic("alice", PASSWORD)))
                .startsWith("HTTP/1.1 200")
                .contains("\"applied\":2");
        String event = key.replace("}", ",\"first\":8}");
        assertThat(send(HOME, "POST", "/api/parked-keys/discards", event, token, basic("alice", PASSWORD)))
                .startsWith("HTTP/1.1 200");
        assertThat(send(HOME, "POST", "/api/parked-keys/discards", key, token, basic("alice", PASSWORD)))
                .startsWith("HTTP/1.1 422")
                .contains("give its number as first");
        assertThat(send(HOME, "POST", "/api/parked-keys/retries", "{}", token, basic("alice", PASSWORD)))
                .startsWith("HTTP/1.1 422");
        assertThat(send(
                        HOME,
                        "POST",
                        "/api/parked-keys/retries",
                        key.replace("orders", "others"),
                        token,
                        basic("alice", PASSWORD)))
                .startsWith("HTTP/1.1 404");
        assertThat(SERVICES.requests())
                .extracting(ServicesStub.Request::method)
                .containsExactly("GET", "POST", "DELETE");
        assertThat(SERVICES.requests().get(2).query()).isEqualTo("topic=orderChanged&key=47+11&first=8");

        SERVICES.answers("/actuator/inbox", "{\"discarded\":false}");
        assertThat(send(HOME, "POST", "/api/parked-keys/discards", event, token, basic("alice", PASSWORD)))
                .as("another event is the first one by now")
                .startsWith("HTTP/1.1 409")
                .contains("nothing was discarded");
    }

    @Test
    void asksAPageForNoPasswordByTheBrowsersOwnDialog() throws Exception {
        assertThat(send(HOME, "POST", REPLAYS, "{}", token, "Sec-Fetch-Site: same-origin"))
                .startsWith("HTTP/1.1 401")
                .doesNotContain("WWW-Authenticate");
    }

    @Test
    void slowsDownWhoTriesPasswordsAndLogsIt(CapturedOutput output) throws Exception {
        String guesser = "127.0.0.3";
        List<String> answers = new ArrayList<>();
        for (int attempt = 0; attempt < 10; attempt++) {
            answers.add(send(guesser, "POST", "/api/login", credentials("alice", "guess-" + attempt), token));
        }
        assertThat(answers)
                .allSatisfy(
                        answer -> assertThat(answer).startsWith("HTTP/1.1 401").contains("is wrong"));

        assertThat(send(guesser, "POST", "/api/login", credentials("alice", PASSWORD), token))
                .startsWith("HTTP/1.1 429")
                .contains("Retry-After: 60");
        assertThat(send(guesser, "GET", "/api/flow", "", basic("alice", PASSWORD)))
                .startsWith("HTTP/1.1 429");
        assertThat(send(HOME, "POST", "/api/login", credentials("alice", PASSWORD), token))
                .startsWith("HTTP/1.1 204");
        assertThat(send("127.0.0.4", "POST", "/api/login", credentials("hunter2", "x"), token))
                .startsWith("HTTP/1.1 401");
        assertThat(output.toString())
                .contains("user=\"alice\" client=\"127.0.0.3\"")
                .contains("user=\"unknown\" client=\"127.0.0.4\"")
                .contains("a user logged in")
                .doesNotContain("guess-", PASSWORD, "hunter2", token.substring(token.indexOf(' ') + 1));
    }

    @Test
    void logsChangesThatAreRefusedToAUserWhoIsNoOperator(CapturedOutput output) throws Exception {
        send(HOME, "DELETE", "/category/lectureCategories/7?name=secret", "", token, basic("bob", PASSWORD));
        send(HOME, "POST", REPLAYS, "{}", token);

        assertThat(output.toString())
                .contains(
                        "a change is rejected user=\"bob\" client=\"127.0.0.1\" request=\"DELETE /category/lectureCategories/7\" reason=\"NO_OPERATOR\"")
                .containsOnlyOnce("a change is rejected")
                .doesNotContain("secret", PASSWORD);
    }

    @Test
    void logsWhoHasChangedWhat(CapturedOutput output) throws Exception {
        send(HOME, "POST", REPLAYS, "{}", token, basic("alice", PASSWORD));

        assertThat(output.toString())
                .contains(
                        "a user asked for a change user=\"alice\" client=\"127.0.0.1\" request=\"POST /api/replays\" status=\"200\"");
    }

    private Viewer watch(String header) throws Exception {
        String[] parts = header.split(": ", 2);
        return Viewer.open(
                http,
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/stream"))
                        .header(parts[0], parts[1]));
    }

    private String send(String from, String method, String path, String body, String... headers) throws IOException {
        List<String> all = new ArrayList<>(List.of(headers));
        all.add("Host: localhost:" + port);
        all.add("Content-Type: application/json");
        return ThroughProxy.answer(from, port, method, path, body, all.toArray(String[]::new));
    }

    private static String credentials(String user, String password) {
        return "{\"user\":\"%s\",\"password\":\"%s\"}".formatted(user, password);
    }

    private static String basic(String user, String password) {
        return "Authorization: Basic " + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(UTF_8));
    }

    private static String cookie(String answer) {
        return "Cookie: " + match("Set-Cookie: (outbox-console=[^;]+)", answer);
    }

    private static String cookieLine(String answer) {
        return match("(Set-Cookie: [^\r]+)", answer);
    }

    private static String match(String pattern, String answer) {
        Matcher matcher = Pattern.compile(pattern).matcher(answer);
        assertThat(matcher.find()).as(pattern + " in " + answer).isTrue();
        return matcher.group(1);
    }
}
