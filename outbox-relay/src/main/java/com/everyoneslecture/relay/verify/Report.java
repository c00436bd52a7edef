package com.everyoneslecture.relay.verify;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a verification found.
 *
 * @param rows of the outbox that were compared
 * @param aggregates that they belong to
 * @param records of the topics that were compared
 * @param published events that are in their topic, whoever put them there
 * @param replayed records of replays
 * @param newer events that were committed after the outbox was read
 * @param older records of events that the outbox no longer has, for their partition is gone
 * @param confirmed whether the slot has confirmed every row
 * @param lost rows with no record, though the relay has checked that each of them is published
 * @param unpublished rows with no record, which the relay has not checked yet: they may still come, from the slot or from the outbox
 * @param doubled events with several records, replays not counted
 * @param misordered events whose first record stands behind one of a later version of their aggregate
 * @param phantom records of no row
 * @param deadLettered events that are in a dead letter topic and not in their own
 * @param notes what a reader has to know of this verification
 */
public record Report(
        long rows,
        long aggregates,
        long records,
        long published,
        long replayed,
        long newer,
        long older,
        boolean confirmed,
        Found lost,
        Found unpublished,
        Found doubled,
        Found misordered,
        Found phantom,
        Found deadLettered,
        List<String> notes) {

    /** Whether the guarantee holds for everything that was compared. */
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
     * An event, as far as it can be told.
     *
     * @param id null for a record that names none
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
