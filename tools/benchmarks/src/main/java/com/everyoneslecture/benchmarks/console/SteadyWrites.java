package com.everyoneslecture.benchmarks.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.everyoneslecture.benchmarks.servers.Background;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Creates categories at a rate, one after the other. */
final class SteadyWrites {

    private static final int CREATED = 201;
    private static final String NAME = "{\"categoryName\":\"꾸준히\"}";

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final HttpRequest request;
    private final int perSecond;

    private SteadyWrites(URI categoryApp, int perSecond) {
        this.request = HttpRequest.newBuilder(categoryApp.resolve("/category/lectureCategories"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(NAME, UTF_8))
                .build();
        this.perSecond = perSecond;
    }

    /** Starts this number of writes per second; none for 0. */
    static Background start(URI categoryApp, int perSecond) {
        SteadyWrites writes = new SteadyWrites(categoryApp, perSecond);
        return Background.start(isWanted -> {
            if (perSecond > 0) {
                writes.write(isWanted);
            }
        });
    }

    private void write(BooleanSupplier isWanted) throws IOException, InterruptedException {
        long dueNanos = System.nanoTime();
        while (isWanted.getAsBoolean()) {
            create();
            dueNanos += 1_000_000_000L / perSecond;
            LockSupport.parkNanos(dueNanos - System.nanoTime());
        }
    }

    private void create() throws IOException, InterruptedException {
        int status = http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
        if (status != CREATED) {
            throw new IOException("the category service answers " + status);
        }
    }
}
