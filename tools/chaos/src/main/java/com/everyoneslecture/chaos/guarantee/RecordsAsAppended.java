package com.everyoneslecture.chaos.guarantee;

import com.everyoneslecture.chaos.load.Journal;
import com.everyoneslecture.chaos.observe.Content;
import com.everyoneslecture.chaos.observe.Seen;
import com.everyoneslecture.chaos.observe.TopicLog;

/**
 * Each record has the key, the value, the headers and the time with which its event was appended, byte for byte. Records that no writer has
 * appended are judged by another guarantee.
 */
public final class RecordsAsAppended {

    private static final String NAME = "RecordsAsAppended";

    private final TopicLog topic;
    private final Journal journal;
    private final Verdicts verdicts;
    private long judged;

    public RecordsAsAppended(TopicLog topic, Journal journal, Verdicts verdicts) {
        this.topic = topic;
        this.journal = journal;
        this.verdicts = verdicts;
    }

    /** Compares a record that was read. */
    public synchronized void seen(Seen seen, Content content) {
        journal.appended(seen.event().id()).ifPresent(appended -> {
            judged++;
            String differences = appended.content().differences(content);
            if (!differences.isEmpty()) {
                verdicts.report(
                        NAME,
                        Damage.ALTERED,
                        seen.event().subject() + " at " + seen + " differs from what was appended: " + differences,
                        Histories.of(topic, seen.event().key()));
            }
        });
    }

    /** Returns the number of compared records. */
    public synchronized long judged() {
        return judged;
    }
}
