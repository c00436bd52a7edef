package com.everyoneslecture.console.system;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A client with an open stream, which it reads event by event. */
final class Viewer implements AutoCloseable {

    private final int status;
    private final InputStream stream;
    private final BufferedReader lines;

    private Viewer(HttpResponse<InputStream> response) {
        status = response.statusCode();
        stream = response.body();
        lines = new BufferedReader(new InputStreamReader(stream, UTF_8));
    }

    static Viewer open(HttpClient http, URI console) throws IOException, InterruptedException {
        return open(http, HttpRequest.newBuilder(console.resolve("/api/stream")));
    }

    static Viewer open(HttpClient http, HttpRequest.Builder request) throws IOException, InterruptedException {
        return new Viewer(http.send(request.build(), HttpResponse.BodyHandlers.ofInputStream()));
    }

    int status() {
        return status;
    }

    /** Waits for the next event with this name, and returns its data. */
    JsonNode next(String name) throws IOException {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.equals("event:" + name)) {
                return JsonMapper.shared().readTree(lines.readLine().substring("data:".length()));
            }
        }
        throw new IOException("the stream has ended");
    }

    /** Waits for the end, and returns the rest: the body of a refusal, or the rest of a stream that the console ends. */
    String text() throws IOException {
        return new String(stream.readAllBytes(), UTF_8);
    }

    @Override
    public void close() throws IOException {
        stream.close();
    }
}
