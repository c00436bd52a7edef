package com.everyoneslecture.console.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

class RequestGuardTest {

    private static final String TOKEN = "0123456789";

    private final RequestGuard guard = new RequestGuard(List.of("console.example"), TOKEN);

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "localhost", "[::1]", "console.example"})
    void letsReadersInByTheNamesOfThisConsole(String host) throws Exception {
        assertThat(answer(request("GET", "/api/flow", host)).getStatus()).isEqualTo(200);
    }

    @Test
    void answersProbesByTheAddressOfThePod() throws Exception {
        assertThat(answer(request("GET", "/actuator/health/liveness", "10.0.0.7:8080"))
                        .getStatus())
                .isEqualTo(200);
        assertThat(answer(request("POST", "/actuator/health/liveness", "10.0.0.7:8080"))
                        .getStatus())
                .isEqualTo(403);
    }

    @Test
    void keepsOutANameThatWasBentToThisAddress() throws Exception {
        MockHttpServletResponse answer = answer(request("GET", "/api/session", "evil.example"));

        assertThat(answer.getStatus()).isEqualTo(403);
        assertThat(answer.getContentAsString()).contains("evil.example").contains("console.hosts");
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://evil.example", "http://127.0.0.1:8081", "http://localhost:8080", "null"})
    void keepsOutChangesOfOtherOrigins(String origin) throws Exception {
        for (String path : List.of("/api/faults/drop-slot", "/category/lectureCategories")) {
            MockHttpServletRequest request = request("POST", path, "127.0.0.1");
            request.addHeader("Origin", origin);
            request.addHeader(RequestGuard.TOKEN, TOKEN);
            assertThat(answer(request).getStatus()).as(path).isEqualTo(403);
        }
    }

    @Test
    void keepsOutChangesThatTheBrowserSaysComeFromElsewhere() throws Exception {
        MockHttpServletRequest request = request("POST", "/category/lectureCategories", "127.0.0.1");
        request.addHeader("Sec-Fetch-Site", "same-site");

        assertThat(answer(request).getStatus()).isEqualTo(403);
    }

    @Test
    void letsItsOwnPageInWithTheTokenAndNotWithout() throws Exception {
        MockHttpServletRequest with = request("POST", "/api/verifications", "127.0.0.1");
        with.addHeader("Origin", "http://127.0.0.1:8080");
        with.addHeader("Sec-Fetch-Site", "same-origin");
        with.addHeader(RequestGuard.TOKEN, TOKEN);
        MockHttpServletRequest wrong = request("POST", "/api/verifications", "127.0.0.1");
        wrong.addHeader(RequestGuard.TOKEN, TOKEN + "0");

        assertThat(answer(with).getStatus()).isEqualTo(200);
        assertThat(answer(wrong).getStatus()).isEqualTo(403);
        assertThat(answer(request("POST", "/api/verifications", "127.0.0.1")).getContentAsString())
                .contains("/api/session");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api;x=1/components/kafka/pause",
                "/%61pi/components/kafka/pause",
                "/api%3bx/components/kafka/pause",
                "//api/components/kafka/pause",
                "/"
            })
    void requiresTheTokenHoweverAPathIsWritten(String path) throws Exception {
        assertThat(answer(request("POST", path, "127.0.0.1")).getStatus()).isEqualTo(403);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/stream", "/api/dead-letters", "/%61pi/stream", "/api;x/events"})
    void keepsPagesOfOtherOriginsFromReadingTheApi(String path) throws Exception {
        for (String site : List.of("cross-site", "same-site")) {
            MockHttpServletRequest request = request("GET", path, "127.0.0.1");
            request.addHeader("Sec-Fetch-Site", site);
            assertThat(answer(request).getStatus()).as(site).isEqualTo(403);
        }
        MockHttpServletRequest foreign = request("GET", path, "127.0.0.1");
        foreign.addHeader("Origin", "https://evil.example");
        assertThat(answer(foreign).getStatus()).isEqualTo(403);
        MockHttpServletRequest own = request("GET", path, "127.0.0.1");
        own.addHeader("Sec-Fetch-Site", "same-origin");
        assertThat(answer(own).getStatus()).isEqualTo(200);
    }

    @Test
    void letsALinkOnAnotherSiteOpenThePage() throws Exception {
        MockHttpServletRequest request = request("GET", "/", "127.0.0.1");
        request.addHeader("Sec-Fetch-Site", "cross-site");

        assertThat(answer(request).getStatus()).isEqualTo(200);
    }

    @Test
    void letsProgramsThroughTheFrontDoor() throws Exception {
        assertThat(answer(request("POST", "/category/lectureCategories", "127.0.0.1"))
                        .getStatus())
                .isEqualTo(200);
    }

    @Test
    void wantsTheTokenAtTheFrontDoorFromABrowserWithACookie() throws Exception {
        MockHttpServletRequest request = request("POST", "/category/lectureCategories", "127.0.0.1");
        request.addHeader("Cookie", "outbox-console=0123");
        assertThat(answer(request).getStatus()).isEqualTo(403);

        request.addHeader(RequestGuard.TOKEN, TOKEN);
        assertThat(answer(request).getStatus()).isEqualTo(200);
    }

    private static MockHttpServletRequest request(String method, String path, String host) {
        MockHttpServletRequest request = new MockHttpServletRequest(method, path);
        // The server name on a server that evaluates X-Forwarded-Host.
        request.setServerName("localhost");
        request.setServerPort(8080);
        request.addHeader("Host", host + ":8080");
        return request;
    }

    private MockHttpServletResponse answer(MockHttpServletRequest request) throws Exception {
        MockHttpServletResponse response = new MockHttpServletResponse();
        guard.doFilter(request, response, new MockFilterChain());
        assertThat(response.getHeader("Content-Security-Policy")).contains("default-src 'self'");
        return response;
    }
}
