package com.everyoneslecture.outbox.test;

import com.everyoneslecture.outbox.event.TopicName;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apiguardian.api.API;

/**
 * Compares an outbox with its topics, event by event. It does not rely on the relay's own reports.
 *
 * <pre>{@code
 * PublishedEvents published = PublishedEvents.of(OutboxEvents.in(dataSource), "localhost:9092");
 * published.everythingPublishedOnceInOrder();
 * }</pre>
 *
 * <p>Outbox and topics must belong together: use new topics for a new database. Every event of the outbox and of the topics is in memory
 * at once, without its payload in the records, so this is for the amounts of a test; use the relay's {@code verify} in production.
 *
 * <p><b>Threads:</b> immutable; any thread may use it.
 */
@API(status = API.Status.STABLE)
public final class PublishedEvents {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final OutboxEvents outbox;
    private final Map<String, Object> client;
    private final Set<String> topics;
    private final Duration patience;

    private PublishedEvents(OutboxEvents outbox, Map<String, Object> client, Set<String> topics, Duration patience) {
        this.outbox = outbox;
        this.client = Map.copyOf(client);
        this.topics = Set.copyOf(topics);
        this.patience = patience;
    }

    /**
     * Returns the comparison with the topics of the naming rule: the events of {@code order} are in {@code orderChanged}. Connects to
     * nothing yet.
     *
     * @param bootstrapServers such as {@code localhost:9092}
     */
    public static PublishedEvents of(OutboxEvents outbox, String bootstrapServers) {
        return of(outbox, Map.of("bootstrap.servers", bootstrapServers));
    }

    /**
     * Returns the comparison with the topics of the naming rule, for brokers that need more settings. Connects to nothing yet.
     *
     * @param client the settings of a consumer; the group is left out
     */
    public static PublishedEvents of(OutboxEvents outbox, Map<String, Object> client) {
        return new PublishedEvents(outbox, client, Set.of(), PATIENCE);
    }

    /** Returns the same comparison with these topics, for a relay that has routes. */
    public PublishedEvents inTopics(String... topics) {
        return new PublishedEvents(outbox, client, Set.of(topics), patience);
    }

    /** Returns the same comparison with another time to wait for missing events; 30 seconds by default. */
    public PublishedEvents within(Duration patience) {
        return new PublishedEvents(outbox, client, topics, patience);
    }

    /**
     * Waits until every committed event of the outbox has a committed record, and then asserts that each has exactly one, that no
     * record belongs to no event, and that in each partition the versions of an aggregate rise; events of one version, and those with a
     * key of their own, are in the order in which they were appended. Records of replays are no repetitions.
     *
     * <p>An event that is rolled back, or committed during this call, need not be there.
     *
     * @throws AssertionError if something differs, or if an event is still missing after the time to wait; the message names the events
     *     and the places of their records
     * @throws IllegalStateException if the database is unreachable or rejects a statement
     * @throws org.apache.kafka.common.KafkaException if the brokers do not answer
     */
    public void everythingPublishedOnceInOrder() {
        List<AppendedEvent> expected = outbox.all();
        Set<String> read = topics.isEmpty() ? topicsOf(expected) : topics;
        List<PublishedRecord> records = records(expected, read);
        Differences differences = Differences.between(expected, outbox.all(), records);
        if (!differences.isEmpty()) {
            throw new AssertionError(
                    "The outbox " + outbox.table() + " (events: " + expected.size() + ") and the topics "
                            + new TreeSet<>(read) + " (records: " + records.size() + ") differ." + differences.text());
        }
    }

    private List<PublishedRecord> records(List<AppendedEvent> expected, Set<String> read) {
        Set<UUID> missing = expected.stream().map(AppendedEvent::id).collect(Collectors.toCollection(HashSet::new));
        long deadlineNanos = System.nanoTime() + patience.toNanos();
        try (TopicReader reader = new TopicReader(read, client)) {
            int seen = 0;
            while (true) {
                boolean late = System.nanoTime() - deadlineNanos >= 0;
                reader.poll();
                List<PublishedRecord> records = reader.records();
                records.subList(seen, records.size()).forEach(record -> missing.remove(record.id()));
                seen = records.size();
                if (late || (missing.isEmpty() && reader.isAtTheEnd())) {
                    return records;
                }
            }
        }
    }

    private static Set<String> topicsOf(List<AppendedEvent> events) {
        return events.stream().flatMap(event -> topicOf(event).stream()).collect(Collectors.toSet());
    }

    /** Returns no topic for a type that the naming rule has none for: without a route, its events are in no topic. */
    private static Optional<String> topicOf(AppendedEvent event) {
        try {
            return Optional.of(TopicName.ofChanged(event.aggregateType()).value());
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
