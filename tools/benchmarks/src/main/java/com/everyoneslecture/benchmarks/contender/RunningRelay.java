package com.everyoneslecture.benchmarks.contender;

import com.everyoneslecture.benchmarks.servers.Usage;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;

/**
 * A relay that was started.
 *
 * @param process the relay's process
 * @param port the port of its HTTP endpoints
 */
record RunningRelay(Running process, int port) implements Running {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private static final List<String> FROM_THE_TABLE =
            List.of("relay_events_recovered_total", "relay_events_missed_total");

    @Override
    public long eventsFromTheTable() throws IOException, InterruptedException {
        HttpRequest metrics = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/actuator/prometheus"))
                .timeout(PATIENCE)
                .build();
        return eventsFromTheTable(HTTP.send(metrics, BodyHandlers.ofString()).body());
    }

    static long eventsFromTheTable(String metrics) {
        return metrics.lines()
                .filter(line -> FROM_THE_TABLE.stream().anyMatch(line::startsWith))
                .mapToLong(line -> (long) Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    @Override
    public Usage usage() {
        return process.usage();
    }

    @Override
    public void kill() throws InterruptedException {
        process.kill();
    }

    @Override
    public boolean isAlive() {
        return process.isAlive();
    }

    @Override
    public void requireAlive() {
        process.requireAlive();
    }

    @Override
    public void close() {
        process.close();
    }
}
