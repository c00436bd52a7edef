package com.everyoneslecture.console.event;

import com.everyoneslecture.console.flow.Flow.EventFigures;
import com.everyoneslecture.console.flow.Latency;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/**
 * The newest events with their stages. An unreachable system is left out of a poll; its events then keep their last known stage. Any thread
 * may use it.
 */
public final class EventTail implements AutoCloseable {

    private static final int KEPT = 500;
    private static final int MAXIMUM_ROWS = 200;

    /** The period that the first poll covers. */
    private static final Duration FIRST = Duration.ofHours(1);

    /** A transaction that commits late has rows that occurred before those that were seen. */
    private static final Duration LATE = Duration.ofSeconds(5);

    /** The largest lead of a writer's clock. A row with a later time appears once its record exists, as the last one. */
    private static final Duration AHEAD = Duration.ofHours(1);

    private final OutboxEvents outbox;
    private final TopicRecords records;
    private final ReadModelRows readModel;
    private final Clock clock;
    private final EventTimelines lives = new EventTimelines();
    private @Nullable Instant seenUpTo;
    private volatile @Nullable Latency latency;
    private volatile @Nullable Instant oldestUnpublished;

    /** Connects to nothing yet. */
    public EventTail(DataSource category, Properties kafkaClient, String topic, DataSource lecture, Clock clock) {
        this.outbox = new OutboxEvents(category);
        this.records = new TopicRecords(kafkaClient, topic);
        this.readModel = new ReadModelRows(lecture);
        this.clock = clock;
    }

    /** Polls the systems again. Returns the new events, and those that have reached a further stage. */
    public synchronized List<EventTimeline> step() {
        Map<UUID, EventTimeline> before = lives.copy();
        readOutbox();
        readTopic();
        latency = latencyOf(readReadModel(lives));
        lives.keepNewest(KEPT, latest());
        oldestUnpublished = lives.oldest(life -> life.stage() == EventTimeline.Stage.OUTBOX);
        return lives.all().filter(life -> !life.equals(before.get(life.id()))).toList();
    }

    /** Returns the newest known events, the newest first. Those of the future come last. */
    public synchronized List<EventTimeline> newest(int limit) {
        return lives.all()
                .sorted(EventTimeline.newestFirst(latest()))
                .limit(limit)
                .toList();
    }

    /**
     * Returns the newest events of an aggregate, the newest first, also those that no poll has found.
     *
     * @throws SQLException if the query of the outbox fails
     */
    public List<EventTimeline> of(String aggregateId, int limit) throws SQLException {
        return followed(outbox.of(aggregateId, limit), aggregateId);
    }

    /**
     * Returns an event, also one that no poll has found; null if the outbox does not have it.
     *
     * @throws SQLException if the query of the outbox fails
     */
    public @Nullable EventTimeline of(UUID eventId) throws SQLException {
        List<EventTimeline> rows = outbox.of(eventId);
        return rows.isEmpty()
                ? null
                : followed(rows, rows.get(0).event().aggregateId()).get(0);
    }

    /** May take seconds and does not hold the lock meanwhile, so open pages do not wait for it. */
    private List<EventTimeline> followed(List<EventTimeline> rows, String aggregateId) throws SQLException {
        EventTimelines found = new EventTimelines();
        rows.forEach(found::put);
        replaceBySeen(found);
        Instant oldest = found.oldest(life -> !life.place().isKnown());
        if (oldest != null) {
            findRecords(found, aggregateId, oldest);
        }
        readReadModel(found);
        return found.all().toList();
    }

    /** Returns the figures of the last poll. Never waits. */
    public EventFigures figures() {
        Instant oldest = oldestUnpublished;
        return new EventFigures(
                oldest == null
                        ? 0
                        : Math.max(0, Duration.between(oldest, clock.instant()).toMillis() / 1e3),
                latency);
    }

    /** Closes the connections, because no page is open. */
    public synchronized void rest() {
        records.close();
    }

    @Override
    public synchronized void close() {
        records.close();
    }

    private Instant latest() {
        return clock.instant().plus(AHEAD);
    }

    private synchronized void replaceBySeen(EventTimelines found) {
        found.replaceAll(lives::orElse);
    }

    private void readOutbox() {
        Instant seen = seenUpTo;
        Instant now = clock.instant();
        try {
            Instant from = seen == null ? now.minus(FIRST) : seen.minus(LATE);
            List<EventTimeline> rows = new ArrayList<>(outbox.between(from, now, MAXIMUM_ROWS));
            // A separate query: otherwise these rows would be the newest of every query until their time has come.
            rows.addAll(outbox.between(now, now.plus(AHEAD), MAXIMUM_ROWS));
            rows.sort(EventTimeline.newestFirst(now.plus(AHEAD)).reversed());
            for (EventTimeline row : rows) {
                lives.add(row);
                seen = row.event().occurredAt();
            }
            // A clock that is ahead must not move the start of the next query past the rows of other writers.
            seenUpTo = seen == null ? from : seen.isAfter(now) ? now : seen;
        } catch (SQLException e) {
            // The flow reports that the database is unreachable.
            return;
        }
    }

    private void readTopic() {
        try {
            records.newest(lives::note);
        } catch (KafkaException e) {
            // The flow reports that Kafka is unreachable.
            return;
        }
    }

    private void findRecords(EventTimelines found, String key, Instant since) {
        try {
            Set<UUID> wanted = found.copy().keySet();
            records.ofKey(key, since, found::note);
            found.retain(wanted);
        } catch (KafkaException e) {
            // The places of the records stay unknown.
            return;
        }
    }

    /** Returns the events that have just reached the last stage. An unreachable database is left out: the flow reports it. */
    private List<EventTimeline> readReadModel(EventTimelines events) {
        try {
            return events.apply(readModel.of(events.open()));
        } catch (SQLException e) {
            return List.of();
        }
    }

    /** A duration of centuries has more nanoseconds than a long can count. */
    private static double millis(Duration duration) {
        return duration.getSeconds() * 1e3 + duration.getNano() / 1e6;
    }

    private static @Nullable Latency latencyOf(List<EventTimeline> arrived) {
        return Latency.of(arrived.stream()
                .filter(life -> life.appliedAt() != null)
                .map(life -> millis(Duration.between(life.event().occurredAt(), life.appliedAt())))
                .toList());
    }
}
