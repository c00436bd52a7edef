package com.everyoneslecture.outbox.test;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;

/**
 * The differences between the rows of an outbox and the records of its topics, each in words.
 *
 * <p>A record that was replayed on purpose publishes its event, but is neither a repetition nor out of order. Between partitions there
 * is no order.
 *
 * @param missing events without a record
 * @param doubled events with more than one record
 * @param foreign records without an event
 * @param misordered records that follow a record of a later event: of a higher version of their aggregate, or of the same one and appended
 *     later. Of the events of a key that several aggregates share, those are later that were appended later
 */
record Differences(List<String> missing, List<String> doubled, List<String> foreign, List<String> misordered) {

    private static final int MOST_NAMED = 20;

    /**
     * Compares events with records.
     *
     * @param expected rows that must have a record
     * @param known rows that may have one: also those that were committed meanwhile
     * @param records in the order of their partitions
     */
    static Differences between(List<AppendedEvent> expected, List<AppendedEvent> known, List<PublishedRecord> records) {
        Map<UUID, AppendedEvent> events = new HashMap<>();
        known.forEach(event -> events.put(event.id(), event));
        expected.forEach(event -> events.put(event.id(), event));
        Set<String> shared = shared(events.values());
        Map<UUID, List<PublishedRecord>> originals = new LinkedHashMap<>();
        Map<UUID, PublishedRecord> replays = new HashMap<>();
        Map<Key, PublishedRecord> latest = new HashMap<>();
        List<String> foreign = new ArrayList<>();
        List<String> misordered = new ArrayList<>();
        for (PublishedRecord record : records) {
            UUID id = record.id();
            AppendedEvent event = id == null ? null : events.get(id);
            if (id == null || event == null) {
                foreign.add(record.place() + (id == null ? " without an event id" : " of the event " + id));
            } else if (record.replayed()) {
                replays.put(id, record);
            } else {
                originals.computeIfAbsent(id, any -> new ArrayList<>()).add(record);
                boolean isShared = shared.contains(key(event));
                Key key = isShared
                        ? new Key("", "", key(event), record.partition())
                        : new Key(event.aggregateType(), event.aggregateId(), key(event), record.partition());
                PublishedRecord before = latest.get(key);
                AppendedEvent earlier = before == null || before.id() == null ? null : events.get(before.id());
                if (before != null && earlier != null && isBefore(event, earlier, isShared)) {
                    misordered.add(event.name() + " at " + record.place() + " after " + earlier.name() + " at "
                            + before.place());
                } else {
                    latest.put(key, record);
                }
            }
        }
        List<String> missing = expected.stream()
                .filter(event -> !originals.containsKey(event.id()) && !replays.containsKey(event.id()))
                .map(AppendedEvent::name)
                .toList();
        List<String> doubled = new ArrayList<>();
        originals.forEach((id, its) -> {
            AppendedEvent event = events.get(id);
            if (its.size() > 1 && event != null) {
                doubled.add(event.name() + " at "
                        + String.join(
                                " and at ",
                                its.stream().map(PublishedRecord::place).toList()));
            }
        });
        return new Differences(missing, doubled, foreign, misordered);
    }

    boolean isEmpty() {
        return missing.isEmpty() && doubled.isEmpty() && foreign.isEmpty() && misordered.isEmpty();
    }

    /** Lists them, the first of each kind. */
    String text() {
        StringBuilder text = new StringBuilder();
        append(text, "missing", missing);
        append(text, "doubled", doubled);
        append(text, "foreign", foreign);
        append(text, "out of order", misordered);
        return text.toString();
    }

    private static void append(StringBuilder text, String kind, List<String> all) {
        if (all.isEmpty()) {
            return;
        }
        text.append(System.lineSeparator())
                .append(kind)
                .append(", ")
                .append(all.size())
                .append(':');
        all.stream()
                .limit(MOST_NAMED)
                .forEach(one -> text.append(System.lineSeparator()).append("  ").append(one));
        if (all.size() > MOST_NAMED) {
            text.append(System.lineSeparator()).append("  …");
        }
    }

    private static boolean isBefore(AppendedEvent event, AppendedEvent other, boolean byAppendAlone) {
        int versions = Long.compare(event.aggregateVersion(), other.aggregateVersion());
        return (byAppendAlone || versions == 0) ? event.append() < other.append() : versions < 0;
    }

    /** Returns the keys of events of several aggregates that are the separate key of at least one of the events. */
    private static Set<String> shared(Collection<AppendedEvent> events) {
        Map<String, Set<String>> aggregates = new HashMap<>();
        events.forEach(event -> aggregates
                .computeIfAbsent(key(event), any -> new HashSet<>())
                .add(event.aggregateType() + " " + event.aggregateId()));
        return events.stream()
                .filter(event -> event.recordKey() != null)
                .map(Differences::key)
                .filter(key -> aggregates.getOrDefault(key, Set.of()).size() > 1)
                .collect(Collectors.toSet());
    }

    private static String key(AppendedEvent event) {
        return event.recordKey() == null ? event.aggregateId() : event.recordKey();
    }

    /** Records with one order: those of an aggregate with one key, or of all aggregates that share the key, in a partition. */
    private record Key(String type, String id, String key, TopicPartition partition) {}
}
