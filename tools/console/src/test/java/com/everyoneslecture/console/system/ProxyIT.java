package com.everyoneslecture.console.system;

import static com.everyoneslecture.console.system.ThroughProxy.TRUSTED;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** A console without a login, behind a proxy that ends TLS. The test sends the proxy's requests, from a trusted address and from another one. */
@ExtendWith(OutputCaptureExtension.class)
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@Timeout(120)
class ProxyIT {

    private static final String STRANGER = "127.0.0.1";
    private static final String CATEGORIES = "/category/lectureCategories";
    private static final ServicesStub SERVICES = new ServicesStub();

    @LocalServerPort
    private int port;

    @DynamicPropertySource
    static void settings(DynamicPropertyRegistry registry) {
        SERVICES.register(registry);
        registry.add("console.proxy.addresses", () -> TRUSTED + "/32");
        registry.add("console.hosts", () -> "console.example");
        // Only Spring Boot's own default would change: there, it trusts all private addresses.
        registry.add("spring.main.cloud-platform", () -> "kubernetes");
    }

    @BeforeEach
    void forget() {
        SERVICES.forget();
    }

    @AfterAll
    static void stop() {
        SERVICES.close();
    }

    @Test
    void tellsServicesTheAddressThatTheClientUsed() throws Exception {
        String answer = from(
                TRUSTED,
                "GET",
                CATEGORIES,
                "Host: console.internal:8080",
                "X-Forwarded-For: 203.0.113.9",
                "X-Forwarded-Proto: https",
                "X-Forwarded-Host: console.example");

        assertThat(answer).startsWith("HTTP/1.1 200");
        assertThat(forwarded())
                .containsEntry("X-Forwarded-For", "203.0.113.9")
                .containsEntry("X-Forwarded-Proto", "https")
                .containsEntry("X-Forwarded-Host", "console.example")
                .containsEntry("X-Forwarded-Port", "443")
                .doesNotContainKey("X-Forwarded-Prefix");
        assertThat(SERVICES.requests().get(0).path()).isEqualTo(CATEGORIES);
    }

    @Test
    void tellsServicesAPathThatTheProxyHasTakenAway() throws Exception {
        String answer = from(
                TRUSTED,
                "GET",
                CATEGORIES + "/7",
                "Host: console.example",
                "X-Forwarded-Proto: https",
                "X-Forwarded-Prefix: /operations/outbox");

        assertThat(answer).startsWith("HTTP/1.1 200");
        assertThat(SERVICES.requests().get(0).path()).isEqualTo(CATEGORIES + "/7");
        assertThat(forwarded()).containsEntry("X-Forwarded-Prefix", "/operations/outbox");
    }

    @Test
    void ignoresForwardedHeadersOfOthers() throws Exception {
        String answer = from(
                STRANGER,
                "GET",
                CATEGORIES,
                "Host: localhost:8080",
                "X-Forwarded-For: 203.0.113.9",
                "X-Forwarded-Proto: https",
                "X-Forwarded-Host: evil.example",
                "X-Forwarded-Prefix: /evil",
                "Forwarded: for=203.0.113.9;host=evil.example;proto=https");

        assertThat(answer).startsWith("HTTP/1.1 200");
        assertThat(forwarded())
                .containsEntry("X-Forwarded-For", STRANGER)
                .containsEntry("X-Forwarded-Proto", "http")
                .containsEntry("X-Forwarded-Host", "localhost:8080")
                .doesNotContainKey("X-Forwarded-Prefix");
        assertThat(from(STRANGER, "GET", "/api/session", "Host: evil.example", "X-Forwarded-Host: console.example"))
                .startsWith("HTTP/1.1 403");
    }

    @Test
    void ignoresTheKindOfHeadersThatItsProxiesDoNotSet() throws Exception {
        from(
                TRUSTED,
                "GET",
                CATEGORIES,
                "Host: console.example",
                "Forwarded: for=192.0.2.1;host=evil.example;proto=https");

        assertThat(forwarded())
                .containsEntry("X-Forwarded-Host", "console.example")
                .containsEntry("X-Forwarded-Proto", "http");
    }

    @Test
    void takesAPageOfThePublicAddressForItsOwnAndNoOther() throws Exception {
        String[] proxied = {
            "Host: console.internal:8080", "X-Forwarded-Proto: https", "X-Forwarded-Host: console.example"
        };

        assertThat(session(proxied, "Origin: https://console.example")).startsWith("HTTP/1.1 200");
        assertThat(session(proxied, "Origin: http://console.example")).startsWith("HTTP/1.1 403");
        assertThat(session(proxied, "Origin: https://evil.example")).startsWith("HTTP/1.1 403");
        assertThat(session(proxied, "Origin: https://console.internal:8080")).startsWith("HTTP/1.1 403");
    }

    @ParameterizedTest
    @ValueSource(strings = {"X-Forwarded-Host: evil.example", "X-Forwarded-Host: console.example, evil.example"})
    void keepsOutANameThatIsBentToTheProxy(String host) throws Exception {
        assertThat(from(TRUSTED, "GET", "/api/session", "Host: console.example", host))
                .startsWith("HTTP/1.1 403")
                .contains("evil.example")
                .contains("console.hosts");
    }

    @Test
    void rejectsAProxyThatReportsNoAddress() throws Exception {
        assertThat(from(
                        TRUSTED,
                        "GET",
                        "/api/session",
                        "Host: console.example",
                        "X-Forwarded-Host: console.example, a/b"))
                .startsWith("HTTP/1.1 400")
                .contains("application/problem+json");
    }

    @Test
    void hasItsStreamPassedOnAtOnce() throws Exception {
        assertThat(from(TRUSTED, "GET", "/api/stream", "Host: console.example", "X-Forwarded-Proto: https"))
                .startsWith("HTTP/1.1 200")
                .contains("X-Accel-Buffering: no\r\n")
                .contains("Cache-Control: no-store, no-transform\r\n")
                .contains("Content-Type: text/event-stream");
    }

    @Test
    void servesThePageBelowAPath() throws Exception {
        assertThat(from(TRUSTED, "GET", "/", "Host: console.example", "X-Forwarded-Prefix: /outbox"))
                .startsWith("HTTP/1.1 200")
                .contains("<html");
    }

    @Test
    void changesNothingWithoutALoginAndLogsTheRefusal(CapturedOutput output) throws Exception {
        String answer = from(STRANGER, "DELETE", CATEGORIES + "/7", "Host: localhost");

        assertThat(answer)
                .startsWith("HTTP/1.1 403")
                .contains("read-only, because no login is configured")
                .contains("console.login.users")
                .contains("./outbox up --demonstration");
        assertThat(SERVICES.requests()).isEmpty();
        assertThat(output.toString())
                .contains("a change is rejected user=\"none\" client=\"" + STRANGER + "\" request=\"DELETE "
                        + CATEGORIES + "/7\" reason=\"NO_LOGIN\"");
        assertThat(from(STRANGER, "GET", "/api/session", "Host: localhost"))
                .contains("\"whyNoChange\":\"NO_LOGIN\"")
                .contains("\"demonstration\":false");
    }

    private String session(String[] proxied, String origin) throws IOException {
        return from(TRUSTED, "GET", "/api/session", proxied[0], proxied[1], proxied[2], origin);
    }

    private String from(String address, String method, String target, String... headers) throws IOException {
        return ThroughProxy.answer(address, port, method, target, "", headers);
    }

    private static Map<String, String> forwarded() {
        assertThat(SERVICES.requests()).hasSize(1);
        return SERVICES.requests().get(0).headers();
    }
}
