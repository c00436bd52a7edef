package com.everyoneslecture.benchmarks.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** Sends the console the requests of a page that is opened, and reads the stream, as a page does. The browser is left out. */
final class OpenPage implements AutoCloseable {

    private static final int OK = 200;
    private static final List<String> AT_FIRST =
            List.of("/", "/api/session", "/api/history", "/api/events", "/api/dead-letters", "/api/findings");

    private final InputStream stream;
    private final Thread reading;
    private final AtomicLong received = new AtomicLong();

    private OpenPage(InputStream stream) {
        this.stream = stream;
        this.reading = new Thread(this::read, "page");
        reading.setDaemon(true);
        reading.start();
    }

    static OpenPage of(URI console) throws IOException, InterruptedException {
        HttpClient http = HttpClient.newHttpClient();
        for (String path : AT_FIRST) {
            HttpResponse<Void> answer = http.send(
                    HttpRequest.newBuilder(console.resolve(path)).build(), HttpResponse.BodyHandlers.discarding());
            if (answer.statusCode() != OK) {
                throw new IOException(path + " of the console answers " + answer.statusCode());
            }
        }
        return new OpenPage(http.send(
                        HttpRequest.newBuilder(console.resolve("/api/stream")).build(),
                        HttpResponse.BodyHandlers.ofInputStream())
                .body());
    }

    /**
     * Does nothing if the stream is open and delivers events.
     *
     * @throws IllegalStateException otherwise
     */
    void requireEvents() {
        if (!reading.isAlive() || received.get() == 0) {
            throw new IllegalStateException("the console's stream has ended, or sends nothing");
        }
    }

    @Override
    public void close() throws IOException {
        stream.close();
    }

    private void read() {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(stream, UTF_8))) {
            while (lines.readLine() != null) {
                received.incrementAndGet();
            }
        } catch (IOException | UncheckedIOException e) {
            // The page has been closed.
            return;
        }
    }
}
