package com.everyoneslecture.relay;

import static org.assertj.core.api.Assertions.assertThat;

import com.everyoneslecture.relay.app.RelayApplication;
import com.everyoneslecture.testservices.TestDatabase;
import com.everyoneslecture.testservices.TestKafka;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A relay's application and a client of its operations. */
final class OperationsFixture implements AutoCloseable {

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final ConfigurableApplicationContext relay;

    private OperationsFixture(List<String> arguments) {
        List<String> all = new ArrayList<>(arguments);
        all.add("--server.port=0");
        relay = SpringApplication.run(RelayApplication.class, all.toArray(String[]::new));
    }

    /** Starts a relay with the shared brokers, whose slot and topic are named after the database; its operations are on. */
    static OperationsFixture on(TestDatabase database, String... more) {
        List<String> arguments = new ArrayList<>(List.of(
                "--relay.operations.enabled=true",
                "--relay.database.url=" + database.jdbcUrl(),
                "--relay.database.password=" + database.password("outbox_relay"),
                "--relay.slot.name=" + RelayFixture.slot(database),
                "--relay.kafka.bootstrap-servers=" + TestKafka.shared().bootstrapServers(),
                "--relay.channels.out-categoryChanged.destination=" + RelayFixture.topic(database)));
        arguments.addAll(List.of(more));
        return new OperationsFixture(arguments);
    }

    /** Starts a relay whose database is unreachable. */
    static OperationsFixture withoutDatabase(String... more) {
        List<String> arguments = new ArrayList<>(
                List.of("--relay.database.url=jdbc:postgresql://127.0.0.1:1/category", "--relay.database.password=x"));
        arguments.addAll(List.of(more));
        return new OperationsFixture(arguments);
    }

    int port() {
        return Integer.parseInt(relay.getEnvironment().getRequiredProperty("local.server.port"));
    }

    HttpResponse<String> get(String path) throws Exception {
        return send(request(path, "GET", "").build());
    }

    HttpResponse<String> post(String path, String body) throws Exception {
        return send(request(path, "POST", body).build());
    }

    HttpResponse<String> send(HttpRequest request) throws Exception {
        return HTTP.send(request, BodyHandlers.ofString());
    }

    CompletableFuture<HttpResponse<String>> sendAsync(HttpRequest request) {
        return HTTP.sendAsync(request, BodyHandlers.ofString());
    }

    HttpRequest.Builder request(String path, String method, String body) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path))
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                .header("Content-Type", "application/json");
    }

    static JsonNode json(HttpResponse<String> response) {
        return new JsonMapper().readTree(response.body());
    }

    static void assertProblem(HttpResponse<String> response, int status) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        assertThat(response.headers().firstValue("Content-Type").orElse("")).startsWith("application/problem+json");
        assertThat(json(response).path("status").asInt()).isEqualTo(status);
        assertThat(json(response).path("detail").asString()).isNotBlank();
    }

    @Override
    public void close() {
        relay.close();
    }
}
