package com.everyoneslecture.chaos.guarantee;

import com.everyoneslecture.chaos.load.Journal;
import com.everyoneslecture.chaos.observe.Content;
import com.everyoneslecture.chaos.observe.Row;
import com.everyoneslecture.chaos.observe.Seen;
import com.everyoneslecture.chaos.observe.TopicLog;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/**
 * Each record has the key, the value, the headers and the time with which its event was appended, byte for byte: as its writer has noted them,
 * or else as its row has them, because the category service appends for the writers. Records without a row are judged by another guarantee.
 */
public final class RecordsAsAppended {

    private static final String NAME = "RecordsAsAppended";

    private final TopicLog topic;
    private final Journal journal;
    private final Verdicts verdicts;
    private final Map<UUID, Read> unjudged = new HashMap<>();
    private long judged;

    private record Read(Seen seen, Content content) {}

    public RecordsAsAppended(TopicLog topic, Journal journal, Verdicts verdicts) {
        this.topic = topic;
        this.journal = journal;
        this.verdicts = verdicts;
    }

    /** Compares a record that was read; one that no writer has noted when its row is known. */
    public synchronized void seen(Seen seen, Content content) {
        UUID event = seen.event().id();
        journal.appended(event)
                .ifPresentOrElse(
                        appended -> compare(seen, appended.content(), content),
                        () -> unjudged.put(event, new Read(seen, content)));
    }

    /** Compares the records of committed rows, which have been read, with the rows. */
    public synchronized void judge(Collection<Row> committed) {
        for (Row row : committed) {
            row.content().ifPresent(appended -> {
                Read read = unjudged.remove(row.event().id());
                if (read != null) {
                    compare(read.seen(), appended, read.content());
                }
            });
        }
    }

    /** Returns the number of compared records. */
    public synchronized long judged() {
        return judged;
    }

    private void compare(Seen seen, Content appended, Content read) {
        judged++;
        String differences = appended.differences(read);
        if (!differences.isEmpty()) {
            verdicts.report(
                    NAME,
                    Damage.ALTERED,
                    seen.event().subject() + " at " + seen + " differs from what was appended: " + differences,
                    Histories.of(topic, seen.event().key()));
        }
    }
}
