package com.everyoneslecture.chaos.load;

import com.everyoneslecture.chaos.load.Journal.Change;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/** Writes through the category service's API, one request at a time. A request without an answer is not repeated. */
final class ApiWriter implements Writer {

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final long PAUSE_MILLIS = 100;

    private final HttpClient http;
    private final URI categories;
    private final Keys keys;
    private final Journal journal;
    private final Random random;

    ApiWriter(HttpClient http, URI categoryApp, Keys keys, Journal journal, Random random) {
        this.http = http;
        this.categories = categoryApp.resolve("/category/lectureCategories");
        this.keys = keys;
        this.journal = journal;
        this.random = random;
    }

    @Override
    public int next() {
        return 1;
    }

    @Override
    public void write() throws InterruptedException {
        int kind = random.nextInt(100);
        Optional<Long> key = kind < 3 ? keys.takeCold(random) : keys.any(random);
        try {
            if (key.isEmpty() || (kind >= 90 && !keys.areEnough())) {
                create();
            } else {
                change(kind < 3 ? "DELETE" : kind < 50 ? "PUT" : "PATCH", key.get());
            }
        } catch (IOException e) {
            journal.unanswered();
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        }
    }

    private void create() throws IOException, InterruptedException {
        HttpResponse<Void> answer = send("POST", categories);
        if (answer.statusCode() == 201) {
            String location = answer.headers().firstValue("Location").orElse("");
            long key = Long.parseLong(location.substring(location.lastIndexOf('/') + 1));
            journal.answered(new Change(key, 1));
            keys.add(key);
        } else {
            refused(answer);
        }
    }

    private void change(String method, long key) throws IOException, InterruptedException {
        HttpResponse<Void> answer = send(method, URI.create(categories + "/" + key));
        switch (answer.statusCode()) {
            case 200 -> journal.answered(new Change(key, version(answer)));
            case 204 -> journal.deleted(key);
            case 404 -> keys.forget(key);
            default -> refused(answer);
        }
    }

    /** The service returns a conflict to two users who change the same category at once; any other status is a failure of the servers. */
    private void refused(HttpResponse<Void> answer) throws InterruptedException {
        if (answer.statusCode() != 409 && answer.statusCode() != 412) {
            journal.unanswered();
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        }
    }

    private HttpResponse<Void> send(String method, URI uri) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri).timeout(PATIENCE);
        if ("DELETE".equals(method)) {
            request.DELETE();
        } else {
            String body = "{\"categoryName\":\"이름 " + random.nextInt(1_000_000) + "\"}";
            request.header("Content-Type", "application/json").method(method, BodyPublishers.ofString(body));
        }
        return http.send(request.build(), BodyHandlers.discarding());
    }

    private static long version(HttpResponse<Void> answer) {
        String tag = answer.headers().firstValue("ETag").orElse("");
        return Long.parseLong(tag.replaceAll("\\D", ""));
    }

    @Override
    public void close() {}
}
