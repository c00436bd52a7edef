package com.everyoneslecture.chaos.guarantee;

import com.everyoneslecture.chaos.load.Journal;
import com.everyoneslecture.chaos.observe.Outbox;
import com.everyoneslecture.chaos.observe.Seen;
import com.everyoneslecture.chaos.observe.TopicLog;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Each record belongs to a row that is committed when the record is visible. So the row is queried as soon as the record has been read.
 *
 * <p>PostgreSQL sends a commit to the readers of its log a moment before the rows are visible to other sessions. Hence a row gets a short
 * time to appear, counted from the first answer of the server without the row.
 */
public final class NoPhantomEvents {

    private static final String NAME = "NoPhantomEvents";
    private static final int AT_ONCE = 2_000;

    private final TopicLog topic;
    private final Outbox outbox;
    private final Journal journal;
    private final Verdicts verdicts;
    private final Duration patience;
    private final Map<UUID, Suspect> suspects = new LinkedHashMap<>();

    private record Suspect(Seen seen, long missingSinceNanos) {}

    /**
     * The guarantee for one topic.
     *
     * @param patience the time that a row may take to appear
     */
    public NoPhantomEvents(TopicLog topic, Outbox outbox, Journal journal, Verdicts verdicts, Duration patience) {
        this.topic = topic;
        this.outbox = outbox;
        this.journal = journal;
        this.verdicts = verdicts;
        this.patience = patience;
    }

    /** Adds records that were read from the topic. */
    public synchronized void seen(List<Seen> batch) {
        for (Seen seen : batch) {
            if (journal.wasRolledBack(seen.event().id())) {
                report(seen, "was rolled back");
            } else if (!journal.wasUndone(seen.event().id())) {
                suspects.put(seen.event().id(), new Suspect(seen, 0));
            }
        }
    }

    /** Forgets events whose committed rows were undone; the journal knows them, too. */
    public synchronized void undo(Collection<UUID> events) {
        events.forEach(suspects::remove);
    }

    /** Queries the missing rows; must be called repeatedly. Returns the number of records that still have no row. */
    public int check() {
        List<UUID> asked = oldest();
        if (asked.isEmpty()) {
            return 0;
        }
        Optional<Set<UUID>> missing = outbox.missing(asked);
        missing.ifPresent(ids -> settle(asked, ids));
        return left();
    }

    /** Judges at the end, when all transactions are over: a row that is missing now will never appear. */
    public void judge() {
        while (left() > 0) {
            List<UUID> asked = oldest();
            Set<UUID> missing = outbox.missing(asked)
                    .orElseThrow(() -> new IllegalStateException("the category database does not answer"));
            for (UUID id : asked) {
                // A concurrent query may have removed it already.
                remove(id)
                        .filter(suspect -> missing.contains(id))
                        .ifPresent(suspect -> report(suspect.seen(), "has no row"));
            }
        }
    }

    private synchronized void settle(List<UUID> asked, Set<UUID> missing) {
        long now = System.nanoTime();
        for (UUID id : asked) {
            Suspect suspect = suspects.get(id);
            if (suspect == null) {
                continue;
            }
            if (!missing.contains(id)) {
                suspects.remove(id);
            } else if (suspect.missingSinceNanos() == 0) {
                suspects.put(id, new Suspect(suspect.seen(), now));
            } else if (now - suspect.missingSinceNanos() > patience.toNanos()) {
                suspects.remove(id);
                report(suspect.seen(), "can be seen before its row can");
            }
        }
    }

    private synchronized List<UUID> oldest() {
        List<UUID> asked = new ArrayList<>();
        Iterator<UUID> ids = suspects.keySet().iterator();
        while (ids.hasNext() && asked.size() < AT_ONCE) {
            asked.add(ids.next());
        }
        return asked;
    }

    private synchronized Optional<Suspect> remove(UUID id) {
        return Optional.ofNullable(suspects.remove(id));
    }

    private synchronized int left() {
        return suspects.size();
    }

    private void report(Seen seen, String what) {
        verdicts.report(
                NAME,
                Damage.PHANTOM,
                seen.event().subject() + " at " + seen + " " + what,
                Histories.of(topic, seen.event().key()));
    }
}
