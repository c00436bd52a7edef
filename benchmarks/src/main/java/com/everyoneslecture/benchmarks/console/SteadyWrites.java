package com.everyoneslecture.benchmarks.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.locks.LockSupport;

/** Creates categories at a rate, one after the other. */
final class SteadyWrites implements AutoCloseable {

    private static final int CREATED = 201;
    private static final String NAME = "{\"categoryName\":\"꾸준히\"}";

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final HttpRequest request;
    private final CompletableFuture<Void> writing;
    private volatile boolean closed;

    private SteadyWrites(URI categoryApp, int perSecond) {
        this.request = HttpRequest.newBuilder(categoryApp.resolve("/category/lectureCategories"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(NAME, UTF_8))
                .build();
        this.writing = perSecond == 0
                ? CompletableFuture.completedFuture(null)
                : CompletableFuture.runAsync(() -> write(perSecond));
    }

    /** So many each second; none for 0. */
    static SteadyWrites start(URI categoryApp, int perSecond) {
        return new SteadyWrites(categoryApp, perSecond);
    }

    /** Throws what has ended the writing, if anything has. */
    void requireWriting() {
        if (writing.isDone()) {
            writing.join();
        }
    }

    @Override
    public void close() {
        closed = true;
        writing.join();
    }

    private void write(int perSecond) {
        long dueNanos = System.nanoTime();
        while (!closed) {
            create();
            dueNanos += 1_000_000_000L / perSecond;
            LockSupport.parkNanos(dueNanos - System.nanoTime());
        }
    }

    private void create() {
        try {
            int status =
                    http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
            if (status != CREATED) {
                throw new IOException("the category service answers " + status);
            }
        } catch (IOException | InterruptedException e) {
            throw new CompletionException(e);
        }
    }
}
