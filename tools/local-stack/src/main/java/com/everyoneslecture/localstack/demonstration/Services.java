package com.everyoneslecture.localstack.demonstration;

import com.everyoneslecture.localstack.stack.ComponentName;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** The HTTP interfaces of category-app and lecture-projector. */
final class Services {

    private static final Duration TIMEOUT = Duration.ofSeconds(15);
    private static final JsonMapper JSON = new JsonMapper();

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2))
            .build();
    private final String categories;
    private final List<String> readModels;

    /** @param ports the ports of the running components */
    Services(Map<ComponentName, Integer> ports) {
        categories = "http://127.0.0.1:" + ports.get(ComponentName.CATEGORY_APP) + "/category/lectureCategories";
        readModels = ComponentName.projectors().stream()
                .map(ports::get)
                .filter(Objects::nonNull)
                .map(port -> "http://127.0.0.1:" + port + "/lecture/readCategories/")
                .toList();
    }

    /**
     * The answer of a service.
     *
     * @param status the HTTP status; 0 if there was no answer
     * @param body the JSON; without an answer, the reason
     */
    record Answer(int status, String body) {

        String field(String name) {
            try {
                return JSON.readTree(body).path(name).asString();
            } catch (JacksonException e) {
                return "";
            }
        }

        @Override
        public String toString() {
            return status == 0 ? body : status + " " + body;
        }
    }

    String categories() {
        return categories;
    }

    Answer create(String name) throws InterruptedException {
        return send("POST", categories, name);
    }

    Answer rename(long id, String name) throws InterruptedException {
        return send("PUT", categories + "/" + id, name);
    }

    /** Reads a category from the read model, from the first projector that is reachable. */
    Answer read(long id) throws InterruptedException {
        Answer answer = new Answer(0, "");
        for (String readModel : readModels) {
            answer = exchange(HttpRequest.newBuilder(URI.create(readModel + id)).GET());
            if (answer.status() != 0) {
                return answer;
            }
        }
        return answer;
    }

    private Answer send(String method, String url, String name) throws InterruptedException {
        String body = JSON.writeValueAsString(Map.of("categoryName", name));
        return exchange(HttpRequest.newBuilder(URI.create(url))
                .header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofString(body)));
    }

    private Answer exchange(HttpRequest.Builder request) throws InterruptedException {
        try {
            HttpResponse<String> response = client.send(request.timeout(TIMEOUT).build(), BodyHandlers.ofString());
            return new Answer(response.statusCode(), response.body());
        } catch (IOException e) {
            return new Answer(0, e.toString());
        }
    }
}
