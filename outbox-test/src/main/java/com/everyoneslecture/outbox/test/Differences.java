package com.everyoneslecture.outbox.test;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
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
 *     later. Of the events with a key of their own, those are later that were appended later
 */
record Differences(List<String> missing, List<String> doubled, List<String> foreign, List<String> misordered) {

    private static final int MOST_NAMED = 20;

    /**
     * Compares.
     *
     * @param expected rows that must have a record
     * @param known rows that may have one: also those that were committed meanwhile
     * @param records in the order of their partitions
     */
    static Differences between(List<AppendedEvent> expected, List<AppendedEvent> known, List<PublishedRecord> records) {
        Map<UUID, AppendedEvent> events = new HashMap<>();
        known.forEach(event -> events.put(event.id(), event));
        expected.forEach(event -> events.put(event.id(), event));
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
                PublishedRecord before = latest.get(Key.of(event, record));
                AppendedEvent earlier = before == null || before.id() == null ? null : events.get(before.id());
                if (before != null && earlier != null && isBefore(event, earlier)) {
                    misordered.add(event.name() + " at " + record.place() + " after " + earlier.name() + " at "
                            + before.place());
                } else {
                    latest.put(Key.of(event, record), record);
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

    private static boolean isBefore(AppendedEvent event, AppendedEvent other) {
        boolean byAppendAlone = event.recordKey() != null;
        int versions = Long.compare(event.aggregateVersion(), other.aggregateVersion());
        return (byAppendAlone || versions == 0) ? event.append() < other.append() : versions < 0;
    }

    /** Within a partition, the records of one aggregate have an order, or those of one key where events have keys of their own. */
    private record Key(String type, String id, TopicPartition partition) {

        static Key of(AppendedEvent event, PublishedRecord record) {
            String own = event.recordKey();
            return own == null
                    ? new Key(event.aggregateType(), event.aggregateId(), record.partition())
                    : new Key("", own, record.partition());
        }
    }
}
