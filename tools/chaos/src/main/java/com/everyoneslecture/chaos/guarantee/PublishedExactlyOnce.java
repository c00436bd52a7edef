package com.everyoneslecture.chaos.guarantee;

import com.everyoneslecture.chaos.load.Journal;
import com.everyoneslecture.chaos.observe.Event;
import com.everyoneslecture.chaos.observe.Seen;
import com.everyoneslecture.chaos.observe.TopicLog;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * Every committed outbox row has exactly one record. A repetition is found when it is read. A loss is found when the committed rows up to
 * some moment are known and all their records should have been read.
 */
public final class PublishedExactlyOnce {

    static final String NAME = "PublishedExactlyOnce";

    private final TopicLog topic;
    private final Verdicts verdicts;
    private final Set<UUID> lost = new HashSet<>();
    private final Set<UUID> rows = new HashSet<>();
    private final Set<Journal.Change> changes = new HashSet<>();

    public PublishedExactlyOnce(TopicLog topic, Verdicts verdicts) {
        this.topic = topic;
        this.verdicts = verdicts;
    }

    /** Adds records that were read from the topic, and are in its log. */
    public synchronized void seen(List<Seen> batch) {
        for (Seen seen : batch) {
            Seen first = topic.first(seen.event().id()).orElse(seen);
            if (!first.equals(seen)) {
                report(
                        Damage.DOUBLED,
                        seen.event(),
                        "is at " + first.partition() + "/" + first.offset() + " and at " + seen.partition() + "/"
                                + seen.offset());
            }
        }
    }

    /** Returns those of the rows that have no record yet. */
    public synchronized List<Event> unpublished(Collection<Event> committed) {
        return committed.stream()
                .filter(event -> topic.first(event.id()).isEmpty())
                .toList();
    }

    /** Judges committed rows whose records should have been read by now. Each row is judged once. */
    public synchronized void judge(Collection<Event> committed) {
        committed.forEach(event -> {
            rows.add(event.id());
            changes.add(new Journal.Change(event.key(), event.version()));
        });
        for (Event event : unpublished(committed)) {
            if (lost.add(event.id())) {
                report(Damage.LOST, event, "was committed and is not in the topic");
            }
        }
    }

    /** Judges after the last rows: every commit that users saw acknowledged must be among the judged rows. */
    public synchronized void judge(Journal journal) {
        for (UUID event : journal.acknowledged()) {
            if (!rows.contains(event)) {
                verdicts.report(NAME, Damage.LOST, event + " was acknowledged to its writer and has no row", List.of());
            }
        }
        for (Journal.Change change : journal.acknowledgedChanges()) {
            if (!changes.contains(change)) {
                verdicts.report(
                        NAME,
                        Damage.LOST,
                        change + " was acknowledged to its writer and has no row",
                        Histories.of(topic, change.aggregateId()));
            }
        }
    }

    /**
     * Judges after the last rows: no category may be left whose deletion users saw acknowledged. The row of a deletion is committed with it.
     *
     * @param categories the categories in the table
     */
    public synchronized void judgeDeletions(Journal journal, Set<Long> categories) {
        for (long category : journal.acknowledgedDeletions()) {
            if (categories.contains(category)) {
                verdicts.report(
                        NAME,
                        Damage.LOST,
                        "the deletion of category " + category
                                + " was acknowledged to its writer, and the category exists",
                        Histories.of(topic, category));
            }
        }
    }

    /** Returns the number of judged rows. */
    public synchronized long judged() {
        return rows.size();
    }

    private void report(Damage damage, Event event, String what) {
        verdicts.report(NAME, damage, event.subject() + " " + event + " " + what, Histories.of(topic, event.key()));
    }
}
