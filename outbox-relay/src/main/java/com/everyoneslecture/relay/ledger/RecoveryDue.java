package com.everyoneslecture.relay.ledger;

/**
 * The slot was missing, and rows that committed before it was made anew are not in it. It stands in the ledger from before
 * the slot is made until those rows are published, so that a crash in between leaves no doubt.
 *
 * @param before which rows were visible before the slot was made, as {@code pg_current_snapshot()} writes it: none of
 *     them is in the slot
 */
public record RecoveryDue(String before) {}
