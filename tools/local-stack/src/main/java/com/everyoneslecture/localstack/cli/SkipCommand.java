package com.everyoneslecture.localstack.cli;

import com.everyoneslecture.localstack.stack.ComponentName;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Makes lecture-projector skip a record that does not fit into memory. */
@Command(
        name = "skip",
        header = "Skip a record that lecture-projector cannot read.",
        description = {
            "",
            "If lecture-projector has halted because a record would not fit into memory,",
            "`outbox status` shows the record's partition and offset. This command moves the",
            "stored offset behind the record and behind the rest of its batch, which cannot",
            "be read without it. It skips no record that can be read. The events of the batch",
            "are still in the outbox, unless retention has dropped them: see `outbox verify`",
            "and `outbox replay`.",
            ""
        })
final class SkipCommand implements Callable<Integer> {

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);
    // To check the record, the projector unpacks it completely and discards the content.
    private static final Duration ANSWER_TIMEOUT = Duration.ofMinutes(2);
    private static final int OK = 200;

    @Option(names = "--partition", paramLabel = "N", required = true, description = "The record's partition.")
    private int partition;

    @Option(names = "--offset", paramLabel = "N", required = true, description = "The record's offset.")
    private long offset;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException, InterruptedException {
        JsonMapper json = new JsonMapper();
        Integer port = Home.running().ports().get(ComponentName.LECTURE_PROJECTOR.toString());
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/lecture/skips"))
                .timeout(ANSWER_TIMEOUT)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(
                        json.writeValueAsString(Map.of("partition", partition, "offset", offset))))
                .build();
        HttpClient client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(CONNECT_TIMEOUT)
                .build();
        HttpResponse<String> response;
        try {
            response = client.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new IllegalStateException(
                    "lecture-projector does not answer, so no record was skipped: see `outbox status`", e);
        }
        JsonNode answer;
        try {
            answer = json.readTree(response.body());
        } catch (JacksonException e) {
            throw new IllegalStateException(
                    "another program than lecture-projector answers on port " + port
                            + ", so no record was skipped: see `outbox status`",
                    e);
        }
        if (response.statusCode() != OK) {
            throw new IllegalStateException(answer.path("detail").asString());
        }
        CommandLine line = spec.commandLine();
        line.getOut()
                .println("skipped: partition " + partition + ", offsets "
                        + answer.path("first").asLong() + " to "
                        + answer.path("last").asLong());
        return 0;
    }
}
