package com.everyoneslecture.console.event;

import com.everyoneslecture.outbox.event.RecordHeader;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** Events by their ids, in the order in which they were added. Used by one thread at a time. */
final class EventTimelines {

    private final Map<UUID, EventTimeline> lives = new LinkedHashMap<>();

    Stream<EventTimeline> all() {
        return lives.values().stream();
    }

    Map<UUID, EventTimeline> copy() {
        return new HashMap<>(lives);
    }

    /** Returns the stored state of the same event; the given one if none is stored. */
    EventTimeline orElse(EventTimeline life) {
        return lives.getOrDefault(life.id(), life);
    }

    /** Adds an event, or replaces its stored state. */
    void put(EventTimeline life) {
        lives.put(life.id(), life);
    }

    /** Adds an event unless it is known. */
    void add(EventTimeline life) {
        lives.putIfAbsent(life.id(), life);
    }

    void replaceAll(UnaryOperator<EventTimeline> change) {
        lives.replaceAll((id, life) -> change.apply(life));
    }

    void retain(Set<UUID> wanted) {
        lives.keySet().retainAll(wanted);
    }

    /** Adds the place of an event's record. A replay writes an event a second time; the first record counts. */
    void note(ConsumerRecord<byte[], byte[]> record) {
        Map<String, String> headers = RecordText.headers(record);
        EventTimeline.Event event = RecordText.event(record, headers);
        if (event != null) {
            EventTimeline known = orElse(EventTimeline.inOutbox(event));
            if (!known.place().isKnown() || !headers.containsKey(RecordHeader.REPLAYED)) {
                put(known.published(
                        new EventTimeline.Place(record.topic(), record.partition(), record.offset(), headers)));
            }
        }
    }

    /** Returns the categories of the events that have not reached the last stage. */
    Set<String> open() {
        return all().filter(life -> life.isOfCategory() && !life.isDone())
                .map(life -> life.event().aggregateId())
                .collect(Collectors.toSet());
    }

    /**
     * Adds what the read model shows of each category, and returns the events that it now shows. Events of other aggregate types
     * stay as they are, because a category may have the same id.
     */
    List<EventTimeline> apply(Map<String, ReadModelRows.Shown> shown) {
        List<EventTimeline> arrived = new ArrayList<>();
        replaceAll(life -> {
            ReadModelRows.Shown row =
                    life.isOfCategory() ? shown.get(life.event().aggregateId()) : null;
            EventTimeline next = row == null ? life : life.applied(row.version(), row.appliedAt());
            if (!next.equals(life) && next.stage() == EventTimeline.Stage.READ_MODEL) {
                arrived.add(next);
            }
            return next;
        });
        return arrived;
    }

    /** Returns when the oldest event of this kind occurred; null if there is none. */
    @Nullable
    Instant oldest(Predicate<EventTimeline> kind) {
        return all().filter(kind)
                .map(life -> life.event().occurredAt())
                .min(Comparator.naturalOrder())
                .orElse(null);
    }

    /**
     * Removes events until no more than these are left: events of the future first, then those that are done, then the oldest.
     *
     * @param latest an event with a later time counts as one of the future
     */
    void keepNewest(int most, Instant latest) {
        if (lives.size() > most) {
            Set<UUID> tooMany = all().sorted(Comparator.comparing((EventTimeline life) -> !life.isAfter(latest))
                            .thenComparing(life -> !life.isDone())
                            .thenComparing(life -> life.event().occurredAt()))
                    .limit((long) lives.size() - most)
                    .map(EventTimeline::id)
                    .collect(Collectors.toCollection(HashSet::new));
            lives.keySet().removeAll(tooMany);
        }
    }
}
