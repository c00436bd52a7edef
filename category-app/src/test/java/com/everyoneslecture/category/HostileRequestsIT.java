package com.everyoneslecture.category;

import static org.assertj.core.api.Assertions.assertThat;

import com.everyoneslecture.testservices.HostileRequests;
import com.everyoneslecture.testservices.RandomRequests;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Requests of attackers, which no client sends by mistake. */
@RunningService
@Timeout(300)
@ExtendWith(OutputCaptureExtension.class)
class HostileRequestsIT {

    private static final String PATH = "/category/lectureCategories";
    private static final List<String> PATHS = List.of(
            PATH, PATH + "/1", "/actuator/health", "/actuator/prometheus", "/v3/api-docs", "/error", "/", "/nothing");

    private final int port;
    private final Stored stored;

    HostileRequestsIT(@LocalServerPort int port, @Autowired Stored stored) {
        this.port = port;
        this.stored = stored;
    }

    @Test
    void areAnsweredWithProblemsAndNotLogged(CapturedOutput output) throws Exception {
        assertThat(HostileRequests.faults(port, PATH)).isEmpty();
        assertThat(output.getAll()).doesNotContain("\u001b", "a request failed");
    }

    @ParameterizedTest
    @CsvSource({"GET, evil.example", "POST, evil.example:8081", "DELETE, 127.0.0.1.evil.example"})
    void areRefusedByANameThatIsNotTheServices(String method, String host) throws Exception {
        long before = stored.events();

        for (String forged : List.of("X-Forwarded-Host: localhost", "X-Forwarded-Prefix: /actuator")) {
            assertThat(HostileRequests.answerByName(port, host, method, PATH, "Content-Type: application/json", forged))
                    .startsWith("HTTP/1.1 403")
                    .contains("category.hosts")
                    .contains("application/problem+json");
        }
        assertThat(stored.events()).isEqualTo(before);
    }

    @ParameterizedTest
    @CsvSource({"localhost", "[::1]:8081", "10.1.2.3:8081"})
    void areAnsweredByANameOrAnAddressOfTheService(String host) throws Exception {
        assertThat(HostileRequests.answerByName(port, host, "GET", PATH)).startsWith("HTTP/1.1 200");
    }

    @Test
    void leaveHealthAlone() throws Exception {
        assertThat(HostileRequests.answerByName(port, "any.example", "GET", "/actuator/health"))
                .startsWith("HTTP/1.1 200");
        assertThat(HostileRequests.readinessWhileBodiesAreHalfSent(port, PATH)).startsWith("HTTP/1.1 200");
    }

    @Test
    void areAnsweredSoundlyWhereTheyAreRandom() {
        assertThat(RandomRequests.few().faults(port, PATHS)).isEmpty();
    }

    @Test
    @Tag("long")
    void areAnsweredSoundlyWhereManyAreRandom() {
        assertThat(RandomRequests.many().faults(port, PATHS)).isEmpty();
    }
}
