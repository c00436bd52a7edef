package com.everyoneslecture.benchmarks.hostile;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.everyoneslecture.benchmarks.system.WholeSystem;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The honest clients: a steady load of appends, HTTP requests and a consumer of the topic. */
final class HonestLoad implements AutoCloseable {

    private static final int OK = 200;
    private static final int CREATED = 201;
    private static final int APPENDS_PER_SECOND = 20;
    private static final int REQUESTS_PER_SECOND = 5;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final List<Steady> requests = new ArrayList<>();
    private final Deliveries deliveries;
    private final Steady appends;

    private HonestLoad(WholeSystem system) throws Exception {
        URI categories = system.categoryApp().resolve("/category/lectureCategories");
        URI category = create(categories);
        String id = category.getPath().substring(category.getPath().lastIndexOf('/') + 1);
        URI read = system.projector().resolve("/lecture/readCategories/" + id);
        awaitOk(read);
        // The topic exists by now. An earlier consumer would have created it.
        deliveries = Deliveries.of(system);
        appends = Steady.start("append", APPENDS_PER_SECOND, deliveries::append);
        add("POST a category", () -> create(categories));
        add("GET a category", () -> requireOk(category));
        add("GET the read model", () -> requireOk(read));
        add(
                "GET the read model through the console",
                () -> requireOk(system.console().resolve(read.getPath())));
        add("GET the relay's health", () -> requireOk(system.relay().resolve("/actuator/health/readiness")));
    }

    static HonestLoad start(WholeSystem system) throws Exception {
        return new HonestLoad(system);
    }

    /** Measures for this long. */
    Phase measure(Duration duration) throws InterruptedException {
        appends.begin();
        deliveries.begin();
        requests.forEach(Steady::begin);
        TimeUnit.MILLISECONDS.sleep(duration.toMillis());
        return take();
    }

    private Phase take() {
        List<Phase.Kind> kinds = new ArrayList<>();
        kinds.add(Phase.Kind.of("from commit to a read_committed consumer", deliveries.take(), appends.failures()));
        requests.forEach(each -> kinds.add(Phase.Kind.of(each.name(), each.take(), each.failures())));
        return new Phase(kinds);
    }

    /** Stops the appends and returns the number of events that do not have exactly one record. */
    int missingOrDoubled() throws InterruptedException {
        appends.close();
        return deliveries.missingOrDoubled(PATIENCE);
    }

    /** Returns the last failure of each kind of request that has failed. */
    List<String> failures() {
        List<String> failures = new ArrayList<>();
        for (Steady each : requests) {
            if (each.failure() != null) {
                failures.add(each.name() + ": " + each.failure());
            }
        }
        return failures;
    }

    @Override
    public void close() throws SQLException {
        appends.close();
        for (Steady each : requests) {
            each.close();
        }
        deliveries.close();
    }

    private void add(String name, Steady.Work work) {
        requests.add(Steady.start(name, REQUESTS_PER_SECOND, work));
    }

    private URI create(URI categories) throws IOException, InterruptedException {
        HttpResponse<Void> answer = send(HttpRequest.newBuilder(categories)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{\"categoryName\":\"정직한\"}", UTF_8)));
        require(CREATED, answer);
        return URI.create(answer.headers().firstValue("Location").orElseThrow());
    }

    private void requireOk(URI resource) throws IOException, InterruptedException {
        require(OK, send(HttpRequest.newBuilder(resource)));
    }

    private void awaitOk(URI resource) throws Exception {
        long deadlineNanos = System.nanoTime() + PATIENCE.toNanos();
        while (send(HttpRequest.newBuilder(resource)).statusCode() != OK) {
            if (System.nanoTime() - deadlineNanos > 0) {
                throw new TimeoutException(resource + " does not answer " + OK);
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
    }

    private HttpResponse<Void> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return http.send(request.timeout(PATIENCE).build(), HttpResponse.BodyHandlers.discarding());
    }

    private static void require(int status, HttpResponse<Void> answer) throws IOException {
        if (answer.statusCode() != status) {
            throw new IOException(answer.uri() + " answers " + answer.statusCode());
        }
    }
}
