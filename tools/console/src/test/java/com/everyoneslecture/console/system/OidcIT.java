package com.everyoneslecture.console.system;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A console that shows nothing before a login, with an OpenID Connect provider. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@Timeout(120)
class OidcIT {

    private static final ServicesStub SERVICES = new ServicesStub();
    private static final ProviderStub PROVIDER = new ProviderStub();

    /** A browser: it keeps cookies, and follows the provider's links back. */
    private final HttpClient http = HttpClient.newBuilder()
            .cookieHandler(new CookieManager())
            .followRedirects(HttpClient.Redirect.NORMAL)
            .build();

    @LocalServerPort
    private int port;

    @DynamicPropertySource
    static void settings(DynamicPropertyRegistry registry) {
        SERVICES.register(registry);
        String client = "spring.security.oauth2.client.";
        registry.add(client + "registration.company.client-id", () -> ProviderStub.CLIENT);
        registry.add(client + "registration.company.client-secret", () -> ProviderStub.SECRET);
        registry.add(client + "registration.company.client-name", () -> "Company");
        registry.add(client + "registration.company.scope", () -> "openid");
        registry.add(client + "provider.company.issuer-uri", PROVIDER::issuer);
        registry.add(client + "provider.company.user-name-attribute", () -> "preferred_username");
        registry.add("console.login.for-reading", () -> "true");
        registry.add("console.login.operators", () -> "operators");
        registry.add("console.login.operators-claim", () -> "groups");
    }

    @BeforeEach
    void forget() {
        SERVICES.forget();
    }

    @AfterAll
    static void stop() {
        PROVIDER.close();
        SERVICES.close();
    }

    @ParameterizedTest
    @CsvSource({
        "GET,  /api/flow,                    401",
        "GET,  /api/stream,                  401",
        "GET,  /api/events,                  401",
        "GET,  /api/dead-letters,            401",
        "GET,  /%61pi/flow,                  401",
        "GET,  /category/lectureCategories,  401",
        "GET,  /v3/api-docs,                 401",
        "POST, /api/verifications,           401",
        "GET,  /,                            200",
        "GET,  /js/main.js,                  200",
        "GET,  /api/session,                 200",
        "GET,  /actuator/health/readiness,   200",
    })
    void showsNothingButThePageItselfBeforeALogin(String method, String path, int status) throws Exception {
        HttpResponse<String> answer = send(method, path);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("WWW-Authenticate")).isEmpty();
        assertThat(SERVICES.requests()).isEmpty();
    }

    @Test
    void letsAnOperatorInThroughTheProvider() throws Exception {
        assertThat(session().at("/mayRead").asBoolean(true)).isFalse();
        assertThat(session().at("/login/providers/0/name").asString()).isEqualTo("Company");
        PROVIDER.letsIn("alice", "staff", "operators");

        HttpResponse<String> page =
                send("GET", "/" + session().at("/login/providers/0/path").asString());

        assertThat(page.uri()).isEqualTo(URI.create("http://127.0.0.1:" + port + "/"));
        assertThat(page.body()).contains("<html");
        assertThat(session().at("/user").asString()).isEqualTo("alice");
        assertThat(session().at("/whyNoChange").isNull()).isTrue();
        assertThat(send("GET", "/api/flow").statusCode()).isEqualTo(200);
        assertThat(send("POST", "/api/replays").statusCode()).isEqualTo(200);

        assertThat(send("POST", "/api/logout").statusCode()).isEqualTo(204);
        assertThat(send("GET", "/api/flow").statusCode()).isEqualTo(401);
    }

    @Test
    void letsAUserWithoutTheGroupReadAndChangeNothing() throws Exception {
        PROVIDER.letsIn("bob", "staff");
        send("GET", "/oauth2/authorization/company");

        assertThat(session().at("/whyNoChange").asString()).isEqualTo("NO_OPERATOR");
        assertThat(send("GET", "/api/flow").statusCode()).isEqualTo(200);
        assertThat(send("POST", "/api/replays").statusCode()).isEqualTo(403);
        assertThat(SERVICES.requests()).noneMatch(request -> request.path().contains("replays"));
    }

    @Test
    void keepsOutATokenThatTheProviderHasNotSigned() throws Exception {
        PROVIDER.letsIn("mallory", "operators");
        PROVIDER.signsWithAnotherKey();

        HttpResponse<String> page = send("GET", "/oauth2/authorization/company");

        assertThat(page.uri().getFragment()).isEqualTo("login-failed");
        assertThat(session().at("/user").isNull()).isTrue();
        assertThat(send("GET", "/api/flow").statusCode()).isEqualTo(401);
    }

    @Test
    void rejectsAnAnswerOfTheProviderThatBelongsToNoLogin() throws Exception {
        HttpResponse<String> page = send("GET", "/login/oauth2/code/company?code=forged&state=forged");

        assertThat(page.uri().getFragment()).isEqualTo("login-failed");
        assertThat(send("GET", "/api/flow").statusCode()).isEqualTo(401);
    }

    /** Each beginning takes a session, and their number is limited. */
    @Test
    void letsNoAddressBeginManyLogins() throws Exception {
        for (int attempt = 0; attempt < 10; attempt++) {
            assertThat(begin("127.0.0.3")).startsWith("HTTP/1.1 302");
        }

        assertThat(begin("127.0.0.3")).startsWith("HTTP/1.1 429").contains("too many attempts");
        assertThat(begin("127.0.0.4")).startsWith("HTTP/1.1 302");
    }

    private String begin(String from) throws Exception {
        return ThroughProxy.answer(from, port, "GET", "/oauth2/authorization/company", "", "Host: localhost:" + port);
    }

    private JsonNode session() throws Exception {
        return JsonMapper.shared().readTree(send("GET", "/api/session").body());
    }

    private HttpResponse<String> send(String method, String path) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
        if (method.equals("POST")) {
            request.header("Content-Type", "application/json")
                    .header("X-Console-Token", session().at("/token").asString())
                    .POST(HttpRequest.BodyPublishers.ofString("{}"));
        }
        if (path.endsWith("/stream")) {
            // Ends the test if the stream opens.
            request.header("Accept", "text/event-stream").timeout(java.time.Duration.ofSeconds(20));
        }
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString(UTF_8));
    }
}
