package com.everyoneslecture.console.rest;

import com.everyoneslecture.console.flow.TopicsOverview;
import com.everyoneslecture.console.flow.TopicsProbe;
import com.everyoneslecture.console.operate.ParkedKeys;
import com.everyoneslecture.console.stream.LiveStream;
import io.swagger.v3.oas.annotations.Operation;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** All topics with the groups that read them, and the keys that consumers have parked. */
@RestController
public class TopicsApi {

    private final TopicsProbe topics;
    private final ParkedKeys parked;
    private final LiveStream stream;

    TopicsApi(TopicsProbe topics, ParkedKeys parked, LiveStream stream) {
        this.topics = topics;
        this.parked = parked;
        this.stream = stream;
    }

    @GetMapping("/api/topics")
    @Operation(summary = "The topics, with their rates, the lag of each consumer group and the number of dead letters.")
    public TopicsOverview topics() throws ExecutionException, InterruptedException {
        return topics.overview();
    }

    @GetMapping("/api/topics/{topic}")
    @Operation(summary = "A topic, with the position of each consumer group in each partition.")
    public TopicsOverview.TopicRow topic(@PathVariable String topic) throws ExecutionException, InterruptedException {
        TopicsOverview.TopicRow found = topics.topic(topic);
        if (found == null) {
            throw ConsoleProblems.of(
                    HttpStatus.NOT_FOUND,
                    "the console does not show a topic of this name",
                    "see /api/topics and console.topics");
        }
        return found;
    }

    @GetMapping("/api/parked-keys")
    @Operation(summary = "The parked keys of each inbox that is configured.")
    public List<ParkedKeys.Inbox> parked() {
        return parked.list();
    }

    @PostMapping("/api/parked-keys/retries")
    @Operation(summary = "Requests a consumer to apply the waiting events of a key: {inbox, topic, key}.")
    public JsonNode retry(@RequestBody Selected selected) {
        ParkedKeys.Key key = selected.required();
        stream.mark("retry a parked key");
        return parked.retry(key);
    }

    @PostMapping("/api/parked-keys/discards")
    @Operation(
            summary =
                    "Requests a consumer to send the first waiting event of a key to the dead letter topic: {inbox, topic, key, first}.")
    public JsonNode discard(@RequestBody Selected selected) {
        ParkedKeys.Key key = selected.required();
        Long first = selected.first();
        if (first == null) {
            throw ConsoleProblems.of(
                    HttpStatus.UNPROCESSABLE_CONTENT,
                    "no event is selected: give its number as first",
                    "see /api/parked-keys for the number of the first event of each key");
        }
        stream.mark("discard a parked event");
        return parked.discardFirst(key, first);
    }

    /**
     * The selected parked key.
     *
     * @param first the number of the event to discard, as the list of parked keys has it
     */
    public record Selected(
            @Nullable String inbox,
            @Nullable String topic,
            @Nullable String key,
            @Nullable Long first) {

        ParkedKeys.Key required() {
            if (inbox == null || topic == null || key == null) {
                throw ConsoleProblems.of(
                        HttpStatus.UNPROCESSABLE_CONTENT, "no key is selected: give inbox, topic and key");
            }
            return new ParkedKeys.Key(inbox, topic, key);
        }
    }
}
