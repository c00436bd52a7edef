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
 * Each record belongs to a row that is committed when the record can be seen. So the row is looked for as soon as the record
 * was read.
 *
 * <p>PostgreSQL hands a commit to the readers of its log a moment before it shows the rows to everybody else. Hence a row gets a
 * little time to appear, counted from the first answer of the server that did not have it.
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
     * A guarantee of one topic.
     *
     * @param patience how long a row may take to appear
     */
    public NoPhantomEvents(TopicLog topic, Outbox outbox, Journal journal, Verdicts verdicts, Duration patience) {
        this.topic = topic;
        this.outbox = outbox;
        this.journal = journal;
        this.verdicts = verdicts;
        this.patience = patience;
    }

    /** Records that were read from the topic. */
    public synchronized void seen(List<Seen> batch) {
        for (Seen seen : batch) {
            if (journal.wasRolledBack(seen.event().id())) {
                report(seen, "was rolled back");
            } else if (!journal.wasUndone(seen.event().id())) {
                suspects.put(seen.event().id(), new Suspect(seen, 0));
            }
        }
    }

    /** The rows of these events were taken back after their commit; the journal knows them, too. */
    public synchronized void undo(Collection<UUID> events) {
        events.forEach(suspects::remove);
    }

    /** Looks for the rows; to be called again and again. Returns how many records are still without. */
    public int look() {
        List<UUID> asked = oldest();
        if (asked.isEmpty()) {
            return 0;
        }
        Optional<Set<UUID>> missing = outbox.missing(asked);
        missing.ifPresent(ids -> settle(asked, ids));
        return left();
    }

    /** At the end, when all transactions are over: what has no row now never will have. */
    public void judge() {
        while (left() > 0) {
            List<UUID> asked = oldest();
            Set<UUID> missing = outbox.missing(asked)
                    .orElseThrow(() -> new IllegalStateException("the category database does not answer"));
            for (UUID id : asked) {
                // Whoever looks at the same time may have been faster.
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
