package com.everyoneslecture.relay.verify;

import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * Records whose events are not among the rows that were read: newer events, events whose rows were dropped or deleted, records from
 * before the relay, and phantoms. Queries to the outbox, for many events at a time, distinguish these cases.
 */
final class UnmatchedRecords {

    private static final int MANY = 1_000;
    private static final byte RECORDED = 2;
    private static final byte DOUBLED = 4;

    private final RowLookup rows;
    private final Instant oldest;
    private final boolean daily;
    private final Findings phantoms;
    private final Findings doubled;
    private final List<EventRecord> waiting = new ArrayList<>();
    private final EventTable newer = new EventTable(0);
    private long older;
    private long foreign;

    UnmatchedRecords(RowLookup rows, Outbox outbox, Findings phantoms, Findings doubled) {
        this.rows = rows;
        this.oldest = outbox.oldest();
        this.daily = outbox.daily();
        this.phantoms = phantoms;
        this.doubled = doubled;
    }

    /** @param afterEvents whether a record with an event id precedes it in its partition */
    void add(EventRecord record, boolean afterEvents) throws SQLException {
        if (record.occurredAt().isBefore(oldest)) {
            older++;
        } else if (record.id() == null && !daily && !afterEvents) {
            foreign++;
        } else if (record.id() == null) {
            phantoms.add(record.event());
        } else {
            waiting.add(record);
            if (waiting.size() == MANY) {
                ask();
            }
        }
    }

    /** Decides on those that wait. */
    void ask() throws SQLException {
        List<UUID> ids = new ArrayList<>();
        for (EventRecord record : waiting) {
            if (record.id() != null) {
                ids.add(record.id());
            }
        }
        Set<UUID> existing = rows.existing(ids);
        for (EventRecord record : waiting) {
            UUID id = record.id();
            if (id == null || !existing.contains(id)) {
                phantoms.add(record.event());
            } else {
                add(id, record);
            }
        }
        waiting.clear();
    }

    long newer() {
        return newer.size();
    }

    long older() {
        return older;
    }

    long foreign() {
        return foreign;
    }

    private void add(UUID id, EventRecord record) {
        int slot = newer.add(id, 0, 0, 0);
        if (record.replayed()) {
            return;
        }
        if (newer.is(slot, RECORDED) && !newer.is(slot, DOUBLED)) {
            newer.mark(slot, DOUBLED);
            doubled.add(record.event());
        }
        newer.mark(slot, RECORDED);
    }
}
