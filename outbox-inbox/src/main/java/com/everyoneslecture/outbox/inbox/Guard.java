package com.everyoneslecture.outbox.inbox;

import org.apiguardian.api.API;

/**
 * Recognizes an event that was applied before, in the transaction that applies it. Stored offsets already prevent that a record
 * is applied twice; a guard also covers an event that is in the topic twice, after a replay, for example.
 *
 * <p><b>Stability:</b> stable; guards may be added.
 */
@API(status = API.Status.STABLE)
public enum Guard {

    /**
     * Applies an event only if its aggregate version is higher than the stored one of its topic, source ({@code ce_source}) and
     * aggregate id ({@code ce_subject}, or the record's key without that header), or if it is another event of that version,
     * because one change may have several events. Keeps one row for each aggregate, forever. An event without a version fails.
     */
    VERSION,

    /**
     * Applies an event only if its id ({@code ce_id}) was not applied before in its topic. Keeps one row for each event, for the
     * time of {@link InboxBuilder#keepEventIds}; a repetition that comes later is applied again. An event without an id fails.
     */
    EVENT_ID,

    /** Applies every record. Only for handlers that can repeat an event without harm. */
    NONE
}
