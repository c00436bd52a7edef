package com.everyoneslecture.console.event;

import com.everyoneslecture.console.flow.Flow.EventFigures;
import com.everyoneslecture.outbox.event.RecordHeader;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/**
 * The newest events, and where each is. What is away is left out: then events stay where they were last seen. Any thread may
 * use it.
 */
public final class EventTail implements AutoCloseable {

    private static final int KEPT = 500;
    private static final int LOOKED_AT = 200;

    /** How far back the first look goes. */
    private static final Duration FIRST = Duration.ofHours(1);

    /** A transaction that commits late has rows that occurred before those that were seen. */
    private static final Duration LATE = Duration.ofSeconds(5);

    private final OutboxEvents outbox;
    private final TopicRecords records;
    private final ReadModelRows readModel;
    private final Clock clock;
    private final Map<UUID, EventLife> lives = new LinkedHashMap<>();
    private @Nullable Instant seenUpTo;
    private volatile @Nullable Double latencyMillis;
    private volatile @Nullable Instant oldestUnpublished;

    /** Connects to nothing yet. */
    public EventTail(DataSource category, Properties kafkaClient, String topic, DataSource lecture, Clock clock) {
        this.outbox = new OutboxEvents(category);
        this.records = new TopicRecords(kafkaClient, topic);
        this.readModel = new ReadModelRows(lecture);
        this.clock = clock;
    }

    /** Looks again. Returns what is new, and what has come further. */
    public synchronized List<EventLife> step() {
        Map<UUID, EventLife> before = new HashMap<>(lives);
        lookAtOutbox();
        lookAtTopic();
        List<EventLife> arrived = lookAtReadModel(lives);
        latencyMillis = median(arrived);
        forget();
        oldestUnpublished = lives.values().stream()
                .filter(life -> life.stage() == EventLife.Stage.OUTBOX)
                .map(life -> life.event().occurredAt())
                .min(Comparator.naturalOrder())
                .orElse(null);
        return lives.values().stream()
                .filter(life -> !life.equals(before.get(life.event().eventId())))
                .toList();
    }

    /** The newest that were seen, the newest first. */
    public synchronized List<EventLife> newest(int limit) {
        return lives.values().stream().sorted(newestFirst()).limit(limit).toList();
    }

    /**
     * The newest of a category, the newest first, whether they were seen before or not.
     *
     * @throws SQLException if the outbox cannot be asked
     */
    public List<EventLife> of(String aggregateId, int limit) throws SQLException {
        // What follows may take seconds, and nobody who watches waits for it.
        Map<UUID, EventLife> found = new LinkedHashMap<>();
        outbox.of(aggregateId, limit).forEach(life -> found.put(life.event().eventId(), life));
        replaceBySeen(found);
        found.values().stream()
                .filter(life -> !life.place().isKnown())
                .map(life -> life.event().occurredAt())
                .min(Comparator.naturalOrder())
                .ifPresent(oldest -> findRecords(found, aggregateId, oldest));
        lookAtReadModel(found);
        return List.copyOf(found.values());
    }

    /** What they said of the whole when they were last looked at. Waits for nothing. */
    public EventFigures figures() {
        Instant oldest = oldestUnpublished;
        return new EventFigures(
                oldest == null
                        ? 0
                        : Math.max(0, Duration.between(oldest, clock.instant()).toMillis() / 1e3),
                latencyMillis);
    }

    /** Nobody looks for the time being: connections are let go. */
    public synchronized void rest() {
        records.close();
    }

    @Override
    public synchronized void close() {
        records.close();
    }

    private synchronized void replaceBySeen(Map<UUID, EventLife> found) {
        found.replaceAll((id, life) -> lives.getOrDefault(id, life));
    }

    private void lookAtOutbox() {
        Instant seen = seenUpTo;
        try {
            Instant from = seen == null ? clock.instant().minus(FIRST) : seen.minus(LATE);
            List<EventLife> rows = new ArrayList<>(outbox.since(from, LOOKED_AT));
            rows.sort(newestFirst().reversed());
            for (EventLife row : rows) {
                lives.putIfAbsent(row.event().eventId(), row);
                seen = row.event().occurredAt();
            }
            seenUpTo = seen == null ? from : seen;
        } catch (SQLException e) {
            // The flow says that the database is away.
            return;
        }
    }

    private void lookAtTopic() {
        try {
            records.newest().forEach(record -> note(lives, record));
        } catch (KafkaException e) {
            // The flow says that Kafka is away.
            return;
        }
    }

    private void findRecords(Map<UUID, EventLife> found, String key, Instant since) {
        try {
            Set<UUID> wanted = Set.copyOf(found.keySet());
            records.ofKey(key, since).forEach(record -> note(found, record));
            found.keySet().retainAll(wanted);
        } catch (KafkaException e) {
            // Where they are stays unknown.
            return;
        }
    }

    /** A replay writes an event once more; what counts is its first record. */
    private static void note(Map<UUID, EventLife> events, ConsumerRecord<byte[], byte[]> record) {
        Map<String, String> headers = RecordText.headers(record);
        EventLife.Event told = RecordText.event(record, headers);
        if (told != null) {
            EventLife known = events.getOrDefault(told.eventId(), EventLife.inOutbox(told));
            if (!known.place().isKnown() || !headers.containsKey(RecordHeader.REPLAYED)) {
                events.put(
                        told.eventId(),
                        known.published(
                                new EventLife.Place(record.topic(), record.partition(), record.offset(), headers)));
            }
        }
    }

    /** Returns those that have just come all the way. */
    private List<EventLife> lookAtReadModel(Map<UUID, EventLife> events) {
        Collection<String> open = events.values().stream()
                .filter(life -> !life.isDone())
                .map(life -> life.event().aggregateId())
                .collect(Collectors.toSet());
        List<EventLife> arrived = new ArrayList<>();
        try {
            Map<String, ReadModelRows.Shown> shown = readModel.of(open);
            events.replaceAll((id, life) -> {
                ReadModelRows.Shown row = shown.get(life.event().aggregateId());
                EventLife next = row == null ? life : life.applied(row.version(), row.appliedAt());
                if (!next.equals(life) && next.stage() == EventLife.Stage.READ_MODEL) {
                    arrived.add(next);
                }
                return next;
            });
        } catch (SQLException e) {
            // The flow says that the database is away.
            return List.of();
        }
        return arrived;
    }

    private static @Nullable Double median(List<EventLife> arrived) {
        List<Double> millis = arrived.stream()
                .filter(life -> life.appliedAt() != null)
                .map(life -> Duration.between(life.event().occurredAt(), life.appliedAt())
                                .toNanos()
                        / 1e6)
                .sorted()
                .toList();
        return millis.isEmpty() ? null : millis.get(millis.size() / 2);
    }

    /** Those that are done go first; the oldest that waits for its record stays longest. */
    private void forget() {
        if (lives.size() > KEPT) {
            Set<UUID> tooMany = lives.values().stream()
                    .sorted(Comparator.comparing((EventLife life) -> !life.isDone())
                            .thenComparing(life -> life.event().occurredAt()))
                    .limit((long) lives.size() - KEPT)
                    .map(life -> life.event().eventId())
                    .collect(Collectors.toCollection(HashSet::new));
            lives.keySet().removeAll(tooMany);
        }
    }

    private static Comparator<EventLife> newestFirst() {
        return Comparator.comparing((EventLife life) -> life.event().occurredAt())
                .thenComparingLong(life -> life.event().version())
                .reversed();
    }
}
