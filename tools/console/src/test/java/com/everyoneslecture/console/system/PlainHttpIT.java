package com.everyoneslecture.console.system;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** A console in front of a stub that records the requests: the console asks no service to upgrade to HTTP/2. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@Timeout(120)
class PlainHttpIT {

    private static final List<Request> REQUESTS = new CopyOnWriteArrayList<>();
    private static final HttpServer STUB = stub();

    @TempDir
    private static Path directory;

    /** It requests an upgrade with each request, so the test also proves that the front door does not forward that. */
    private final HttpClient http = HttpClient.newHttpClient();

    @LocalServerPort
    private int port;

    private record Request(String path, Set<String> headers) {}

    @DynamicPropertySource
    static void stub(DynamicPropertyRegistry registry) throws IOException {
        String stub = "127.0.0.1:" + STUB.getAddress().getPort();
        for (String service : List.of("category", "lecture", "relay")) {
            registry.add("console." + service + "-url", () -> "http://" + stub);
        }
        registry.add("console.category-database.password", () -> "unused");
        registry.add("console.lecture-database.password", () -> "unused");
        registry.add("console.demonstration.enabled", () -> "true");
        Path runFile = directory.resolve("run.json");
        Files.writeString(runFile, "{\"url\":\"http://" + stub + "\",\"token\":\"t\"}", UTF_8);
        registry.add("console.demonstration.run-file", () -> runFile);
    }

    @BeforeEach
    void forget() {
        REQUESTS.clear();
    }

    @AfterAll
    static void stop() {
        STUB.stop(0);
    }

    @Test
    void sendsRequestsWithoutAnUpgrade() throws Exception {
        for (String path : List.of("/category/lectureCategories", "/lecture/readCategories", "/api/findings")) {
            assertThat(get(path)).as(path).isEqualTo(200);
        }
        assertThat(get("/api/components")).isEqualTo(200);

        assertThat(REQUESTS)
                .extracting(Request::path)
                .contains("/category/lectureCategories", "/lecture/readCategories", "/components")
                .hasSizeGreaterThanOrEqualTo(4);
        assertThat(REQUESTS)
                .allSatisfy(request -> assertThat(request.headers()).doesNotContain("upgrade", "http2-settings"));
    }

    private int get(String path) throws IOException, InterruptedException {
        return http.send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                                .build(),
                        HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    private static HttpServer stub() {
        try {
            HttpServer stub = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            stub.createContext("/", PlainHttpIT::record);
            stub.start();
            return stub;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void record(HttpExchange exchange) throws IOException {
        try (exchange) {
            Set<String> headers = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
            headers.addAll(exchange.getRequestHeaders().keySet());
            REQUESTS.add(new Request(exchange.getRequestURI().getPath(), headers));
            byte[] body = "[]".getBytes(UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        }
    }
}
