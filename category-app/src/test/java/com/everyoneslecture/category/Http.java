package com.everyoneslecture.category;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.json.JSONException;
import org.json.JSONObject;

/** A client of the service: the JDK's, so that the test determines every byte. */
public final class Http {

    private static final HttpClient CLIENT = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    private final String base;

    public Http(int port) {
        this.base = "http://127.0.0.1:" + port;
    }

    public String url(String path) {
        return base + path;
    }

    public HttpResponse<String> get(String path, String... headers) {
        return send("GET", path, BodyPublishers.noBody(), headers);
    }

    public HttpResponse<String> delete(String path, String... headers) {
        return send("DELETE", path, BodyPublishers.noBody(), headers);
    }

    public HttpResponse<String> post(String json, String... headers) {
        return json("POST", "", json, headers);
    }

    public HttpResponse<String> put(long id, String json, String... headers) {
        return json("PUT", "/" + id, json, headers);
    }

    public HttpResponse<String> patch(long id, String json, String... headers) {
        return json("PATCH", "/" + id, json, headers);
    }

    /** Creates a category and returns its id. */
    public long create(String name) {
        HttpResponse<String> created = post("{\"categoryName\":\"" + name + "\"}");
        try {
            return new JSONObject(created.body()).getLong("categoryId");
        } catch (JSONException e) {
            throw new AssertionError("not created: " + created + " " + created.body(), e);
        }
    }

    private HttpResponse<String> json(String method, String path, String json, String... headers) {
        String[] all = new String[headers.length + 2];
        all[0] = "Content-Type";
        all[1] = "application/json";
        System.arraycopy(headers, 0, all, 2, headers.length);
        return send(
                method,
                "/category/lectureCategories" + path,
                BodyPublishers.ofString(json, StandardCharsets.UTF_8),
                all);
    }

    /** Sends a request of any method, headers and body. */
    public HttpResponse<String> send(String method, String path, BodyPublisher body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url(path)))
                .timeout(Duration.ofSeconds(30))
                .method(method, body);
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            return CLIENT.send(request.build(), BodyHandlers.ofString(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new AssertionError(method + " " + path, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
