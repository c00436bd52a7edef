package com.everyoneslecture.console.rest;

import com.everyoneslecture.console.event.EventTail;
import com.everyoneslecture.console.event.EventTimeline;
import com.everyoneslecture.console.event.FoundRecords;
import com.everyoneslecture.console.event.ReadableTopics;
import com.everyoneslecture.console.event.RecordBrowser;
import io.swagger.v3.oas.annotations.Operation;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Records of topics, and single events. */
@RestController
public class RecordsApi {

    private static final int MOST_KEY_CHARACTERS = 4_096;

    /** Kafka's times are milliseconds since 1970. */
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

    private final RecordBrowser browser;
    private final ReadableTopics topics;
    private final EventTail tail;
    private final SearchLimit searches;

    RecordsApi(RecordBrowser browser, ReadableTopics topics, EventTail tail, SearchLimit searches) {
        this.browser = browser;
        this.topics = topics;
        this.tail = tail;
        this.searches = searches;
    }

    @GetMapping("/api/topics/{topic}/records")
    @Operation(
            summary =
                    "Committed records of a topic: the newest, or the first from an offset or a time; of one key, if it is given. Reads at most 20,000 records, for 5 s.")
    public FoundRecords records(
            @PathVariable String topic,
            @RequestParam(required = false) @Nullable Integer partition,
            @RequestParam(required = false) @Nullable Long offset,
            @RequestParam(required = false) @Nullable String key,
            @RequestParam(required = false) @Nullable Instant from,
            @RequestParam(defaultValue = "50") int limit)
            throws Exception {
        if (!topics.have(topic)) {
            throw ConsoleProblems.of(
                    HttpStatus.NOT_FOUND,
                    "the console does not show records of this topic",
                    "add it to console.records, if all readers of the console may see its records");
        }
        refuse(limit < 1 || limit > RecordBrowser.MOST, "limit must be from 1 to " + RecordBrowser.MOST);
        refuse(offset != null && partition == null, "an offset needs its partition");
        refuse(offset != null && from != null, "give an offset or a time, not both");
        refuse(
                from != null && (from.isBefore(Instant.EPOCH) || from.isAfter(LATEST)),
                "the time must be from " + Instant.EPOCH + " to " + LATEST);
        refuse(key != null && key.length() > MOST_KEY_CHARACTERS, "the key is too long");
        FoundRecords found = searches.run(
                () -> browser.find(new RecordBrowser.Wanted(topic, partition, offset, emptyAsNull(key), from, limit)));
        if (found.partitions().isEmpty()) {
            throw ConsoleProblems.of(
                    HttpStatus.NOT_FOUND,
                    partition == null ? "there is no topic " + topic : topic + " has no partition " + partition,
                    "see /api/topics/" + topic);
        }
        return found;
    }

    @GetMapping("/api/events/{id}")
    @Operation(summary = "An event, and its progress.")
    public EventTimeline event(@PathVariable UUID id) throws Exception {
        EventTimeline event =
                searches.run(() -> Optional.ofNullable(tail.of(id))).orElse(null);
        if (event == null) {
            throw ConsoleProblems.of(HttpStatus.NOT_FOUND, "the outbox has no event with this id");
        }
        return event;
    }

    private static @Nullable String emptyAsNull(@Nullable String key) {
        return key == null || key.isEmpty() ? null : key;
    }

    private static void refuse(boolean isWrong, String why) {
        if (isWrong) {
            throw ConsoleProblems.of(HttpStatus.BAD_REQUEST, why);
        }
    }
}
