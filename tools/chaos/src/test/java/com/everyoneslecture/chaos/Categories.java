package com.everyoneslecture.chaos;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import tools.jackson.databind.json.JsonMapper;

/** A client of category-app and lecture-projector. Several threads may use it. */
final class Categories {

    private final HttpClient http = HttpClient.newHttpClient();
    private final String write;
    private final String read;

    Categories(Launcher launcher) {
        this.write = launcher.url("category-app") + "/category/lectureCategories";
        this.read = launcher.url("lecture-projector") + "/lecture/readCategories";
    }

    HttpResponse<String> post(String body) throws IOException, InterruptedException {
        return send("POST", write, body);
    }

    /** Creates a category and returns its id. */
    long create(String name) throws IOException, InterruptedException {
        HttpResponse<String> created = post("{\"categoryName\":\"" + name + "\"}");
        if (created.statusCode() != 201) {
            throw new IOException("POST answered " + created.statusCode() + ": " + created.body());
        }
        return idOf(created);
    }

    HttpResponse<String> change(String method, long id, String body) throws IOException, InterruptedException {
        return send(method, write + "/" + id, body);
    }

    HttpResponse<String> readModel(long id) throws IOException, InterruptedException {
        return send("GET", read + "/" + id, "");
    }

    String readModelName(long id) throws IOException, InterruptedException {
        HttpResponse<String> answer = readModel(id);
        return answer.statusCode() == 200
                ? new JsonMapper().readTree(answer.body()).get("categoryName").asString()
                : "status " + answer.statusCode();
    }

    static long idOf(HttpResponse<String> created) {
        String location = created.headers().firstValue("Location").orElseThrow();
        return Long.parseLong(location.substring(location.lastIndexOf('/') + 1));
    }

    private HttpResponse<String> send(String method, String url, String body) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url));
        if (body.isEmpty()) {
            request.method(method, BodyPublishers.noBody());
        } else {
            request.header("Content-Type", "application/json").method(method, BodyPublishers.ofString(body));
        }
        return http.send(request.build(), BodyHandlers.ofString());
    }
}
