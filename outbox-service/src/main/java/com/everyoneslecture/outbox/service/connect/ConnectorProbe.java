package com.everyoneslecture.outbox.service.connect;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Requests the status of one connector from the workers of a Kafka Connect cluster. Thread-safe. */
public final class ConnectorProbe {

    private static final int OK = 200;
    private static final int NOT_FOUND = 404;

    private final HttpClient http;
    private final List<URI> workers;
    private final String connector;
    private final Duration patience;

    /**
     * Creates the probe without a connection.
     *
     * @param workers the REST addresses of the workers, at least one
     * @param patience the maximum time to wait for a response
     */
    public ConnectorProbe(HttpClient http, List<URI> workers, String connector, Duration patience) {
        this.http = http;
        this.workers = List.copyOf(workers);
        this.connector = connector;
        this.patience = patience;
    }

    /**
     * Queries all workers at the same time and returns the first status, so that a worker that hangs does not delay it.
     *
     * @throws IOException if no worker returns a status in time; the cause is that of the last one
     */
    public ConnectorStatus status() throws IOException, InterruptedException {
        CompletableFuture<ConnectorStatus> first = new CompletableFuture<>();
        AtomicInteger open = new AtomicInteger(workers.size());
        for (URI worker : workers) {
            CompletableFuture<?> unused = ask(worker).whenComplete((status, failure) -> {
                if (failure == null) {
                    first.complete(status);
                } else if (open.decrementAndGet() == 0) {
                    first.completeExceptionally(failure);
                }
            });
        }
        return await(first);
    }

    /**
     * Queries one worker.
     *
     * @throws IOException if it returns no status in time
     */
    public ConnectorStatus status(URI worker) throws IOException, InterruptedException {
        return await(ask(worker));
    }

    private CompletableFuture<ConnectorStatus> ask(URI worker) {
        URI at = worker.resolve("/connectors/" + path(connector));
        HttpRequest request = HttpRequest.newBuilder(URI.create(at + "/status"))
                .timeout(patience)
                .build();
        return http.sendAsync(request, BodyHandlers.ofString()).thenApply(response -> status(at, response));
    }

    /** Percent-encodes, as a segment of a path. */
    private static String path(String name) {
        return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static ConnectorStatus status(URI connector, HttpResponse<String> response) {
        if (response.statusCode() == NOT_FOUND) {
            return ConnectorStatus.missing(connector);
        }
        if (response.statusCode() != OK) {
            throw new IllegalStateException("HTTP status " + response.statusCode() + " from " + connector);
        }
        return ConnectorStatus.of(connector, JsonMapper.shared().readTree(response.body()));
    }

    private static ConnectorStatus await(CompletableFuture<ConnectorStatus> status)
            throws IOException, InterruptedException {
        try {
            return status.get();
        } catch (ExecutionException e) {
            Throwable cause = Objects.requireNonNullElse(e.getCause(), e);
            if (cause instanceof IOException failure) {
                throw failure;
            }
            String why = cause instanceof JacksonException ? "no JSON" : cause.getMessage();
            throw new IOException(why, cause);
        }
    }
}
