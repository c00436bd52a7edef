package com.everyoneslecture.outbox.service.request;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Clients that announce a body and do not send it. */
@Timeout(180)
class ThreadReserveTest {

    private static final int THREADS = 20;

    private final List<Socket> clients = new ArrayList<>();

    @AfterEach
    void leave() throws Exception {
        for (Socket client : clients) {
            client.close();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "/api/echo, Content-Length: 900",
        "/api/echo, Transfer-Encoding: chunked",
        "/actuator/health, Content-Length: 900"
    })
    void answersHealthWhileMoreBodiesAreHalfSentThanThereAreThreads(String path, String length) throws Exception {
        // Longer than the test, so that no thread becomes free because a client was disconnected.
        try (TestService service =
                TestService.start("--server.tomcat.threads.max=" + THREADS, "--server.tomcat.connection-timeout=10m")) {
            sendHalfOf(service, path, length);

            for (int count = 0; count < 10; count++) {
                assertThat(service.get("/actuator/health")).startsWith("HTTP/1.1 200");
            }
            leave();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "/api/echo, Content-Length: 900",
        "/nothing, Content-Length: 900",
        "/api/echo, Transfer-Encoding: chunked"
    })
    void sendsSuchClientsAwayAndIsThereForAllOthers(String path, String length) throws Exception {
        try (TestService service =
                TestService.start("--server.tomcat.threads.max=" + THREADS, "--server.tomcat.connection-timeout=1s")) {
            sendHalfOf(service, path, length);

            await().atMost(Duration.ofSeconds(60))
                    .untilAsserted(() -> assertThat(service.get("/api/a")).startsWith("HTTP/1.1 200"));
            for (Socket client : clients) {
                assertThat(new String(client.getInputStream().readAllBytes(), ISO_8859_1))
                        .matches("(?s)HTTP/1.1 (400|408|503).*");
            }
        }
    }

    private void sendHalfOf(TestService service, String path, String length) throws IOException {
        for (int count = 0; count < 2 * THREADS; count++) {
            Socket client = service.connect();
            clients.add(client);
            client.getOutputStream()
                    .write(("POST " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
                                    + length + "\r\n\r\n")
                            .getBytes(ISO_8859_1));
        }
    }
}
