package com.everyoneslecture.relay.verify;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The result of a verification.
 *
 * @param rows the number of compared rows of the outbox
 * @param aggregates the number of their aggregates
 * @param records the number of compared records of the topics
 * @param published events that are in their topic, written by any program
 * @param replayed records of replays
 * @param newer events that were committed after the outbox was read
 * @param older records of events that the outbox no longer has, because their rows were dropped or deleted
 * @param foreign records without an event id that precede all others in their partition, where Debezium may have written them: the
 *     outbox has no partitions by day
 * @param confirmed whether the slot has confirmed every row
 * @param lost rows without a record, although the relay has checked that each of them is published
 * @param unpublished rows without a record that the relay has not checked yet: they may still be published, from the slot or
 *     from the outbox
 * @param doubled events with several records, not counting replays
 * @param misordered events whose first record follows one of a later version of their aggregate, or a later one of a key that
 *     aggregates share
 * @param phantom records without a row
 * @param deadLettered events that are in a dead letter topic and not in their own
 * @param notes limits of this verification that a reader has to know
 */
public record Report(
        long rows,
        long aggregates,
        long records,
        long published,
        long replayed,
        long newer,
        long older,
        long foreign,
        boolean confirmed,
        Found lost,
        Found unpublished,
        Found doubled,
        Found misordered,
        Found phantom,
        Found deadLettered,
        List<String> notes) {

    /** Returns whether the guarantee holds for everything that was compared. */
    public boolean clean() {
        return lost.count() + unpublished.count() + doubled.count() + misordered.count() + phantom.count() == 0;
    }

    /**
     * Events of one kind.
     *
     * @param count of them
     * @param first some of them
     */
    public record Found(long count, List<Event> first) {}

    /**
     * An event, as far as its record or row describes it.
     *
     * @param id null for a record without one
     * @param aggregate the aggregate's type and id, or the record's key
     * @param version of the aggregate
     * @param place topic, partition and offset of a record; null for a row
     */
    public record Event(
            @Nullable String id,
            @Nullable String aggregate,
            @Nullable Long version,
            @Nullable String place) {}
}
