package com.everyoneslecture.benchmarks.write;

import com.everyoneslecture.benchmarks.contender.ServiceJars;
import com.everyoneslecture.benchmarks.servers.JavaProcess;
import com.everyoneslecture.benchmarks.servers.Servers;
import com.everyoneslecture.db.Schema;
import com.everyoneslecture.localstack.Readiness;
import com.everyoneslecture.localstack.process.FreePort;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The category service as it ships, and clients that create categories as fast as it answers. */
final class HttpLoad implements AutoCloseable {

    private static final int CALLERS = 4;
    private static final int CREATED = 201;
    private static final Duration START = Duration.ofMinutes(2);

    private final JavaProcess service;
    private final URI uri;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private HttpLoad(JavaProcess service, int port) {
        this.service = service;
        this.uri = URI.create("http://127.0.0.1:" + port + "/category/lectureCategories");
    }

    /** Starts the service. Returns when it is ready. */
    static HttpLoad start(Servers servers) throws IOException, InterruptedException, TimeoutException {
        int port = FreePort.any();
        JavaProcess service = JavaProcess.start(
                "category-app",
                servers.directory("category-app"),
                Map.of(
                        "SERVER_PORT",
                        Integer.toString(port),
                        "SPRING_DATASOURCE_URL",
                        servers.jdbcUrl(Schema.CATEGORY),
                        "SPRING_DATASOURCE_USERNAME",
                        "category_app",
                        "SPRING_DATASOURCE_PASSWORD",
                        servers.password()),
                ServiceJars.command(ServiceJars.of("category-app")));
        Readiness readiness = new Readiness(port, "/actuator/health/readiness");
        long deadline = System.nanoTime() + START.toNanos();
        while (!readiness.ask().up()) {
            service.requireAlive();
            if (System.nanoTime() - deadline > 0) {
                throw new TimeoutException("the category service is not ready:\n" + service.tail());
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
        return new HttpLoad(service, port);
    }

    /** Runs the clients. Returns the categories created per second. */
    double run(Duration duration) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(CALLERS);
        try {
            long beganNanos = System.nanoTime();
            List<Future<Long>> calling = new ArrayList<>();
            for (int each = 0; each < CALLERS; each++) {
                calling.add(threads.submit(() -> call(beganNanos + duration.toNanos())));
            }
            long created = 0;
            for (Future<Long> each : calling) {
                created += each.get();
            }
            return created / ((System.nanoTime() - beganNanos) / 1e9);
        } finally {
            threads.shutdownNow();
        }
    }

    @Override
    public void close() {
        service.close();
    }

    private long call(long untilNanos) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(uri)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{\"categoryName\":\"쓰기\"}"))
                .build();
        long created = 0;
        while (System.nanoTime() - untilNanos < 0) {
            HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() != CREATED) {
                throw new IOException("the category service answers " + response.statusCode());
            }
            created++;
        }
        return created;
    }
}
