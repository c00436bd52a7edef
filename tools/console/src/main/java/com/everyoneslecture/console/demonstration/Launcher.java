package com.everyoneslecture.console.demonstration;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.everyoneslecture.console.flow.Causes;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The client of {@code ./outbox up}, which runs the processes. It uses the launcher's control channel, as the other commands do. */
public final class Launcher {

    /** A start may take two minutes, and may have to wait for a stop. */
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final @Nullable Path runFile;

    /**
     * Reads nothing yet.
     *
     * @param runFile the file with the launcher's address and token. It is read for each request, because each launcher writes a new one.
     *     Null if there is no launcher: then every request ends in a problem
     */
    public Launcher(@Nullable Path runFile) {
        this.runFile = runFile;
    }

    /** Sends a GET request and returns the answer. */
    public JsonNode get(String path) {
        return send("GET", path);
    }

    /** Sends a POST request. Returns the answer once the launcher has finished the operation. */
    JsonNode post(String path) {
        return send("POST", path);
    }

    private JsonNode send(String method, String path) {
        if (runFile == null) {
            throw problem(
                    HttpStatus.NOT_FOUND,
                    "this console cannot kill or stop a process: it has no run file of a launcher",
                    "./outbox up --demonstration");
        }
        try {
            JsonNode run = JsonMapper.shared().readTree(Files.readString(runFile, UTF_8));
            HttpRequest request = HttpRequest.newBuilder(
                            URI.create(run.path("url").asString() + path))
                    .header("Authorization", "Bearer " + run.path("token").asString())
                    .timeout(PATIENCE)
                    .method(method, HttpRequest.BodyPublishers.noBody())
                    .build();
            HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
            JsonNode answer = JsonMapper.shared().readTree(response.body());
            if (response.statusCode() / 100 != 2) {
                throw problem(
                        HttpStatusCode.valueOf(response.statusCode()),
                        answer.path("error").asString("refused"),
                        "see the output of `./outbox up`");
            }
            return answer;
        } catch (NoSuchFileException e) {
            throw unreachable("does not run: " + runFile + " does not exist");
        } catch (IOException e) {
            throw unreachable("cannot be reached: " + Causes.of(e));
        } catch (JacksonException e) {
            throw unreachable("does not return JSON: " + e.getOriginalMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unreachable("did not answer before the console was stopped");
        }
    }

    private static ErrorResponseException unreachable(String how) {
        return problem(
                HttpStatus.SERVICE_UNAVAILABLE, "`./outbox up` " + how, "start it again: ./outbox up --demonstration");
    }

    private static ErrorResponseException problem(HttpStatusCode status, String detail, String remedy) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, detail);
        problem.setProperty("remedy", remedy);
        return new ErrorResponseException(status, problem, null);
    }
}
