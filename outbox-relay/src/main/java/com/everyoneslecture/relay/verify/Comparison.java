package com.everyoneslecture.relay.verify;

import com.everyoneslecture.outbox.kafka.OversizedRecordsException;
import com.everyoneslecture.relay.verify.Report.Event;
import com.everyoneslecture.relay.verify.Report.Found;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Compares records with the rows of the outbox, one after the other. */
final class Comparison {

    /** A record of it was written by the relay, or by another program that is not a replay. */
    private static final byte RECORDED = 2;

    private static final byte DOUBLED = 4;
    private static final byte REPLAYED = 8;
    private static final byte DEAD = 16;

    private final Outbox outbox;
    private final RowLookup rows;
    private final VerifySettings settings;
    private final Findings doubled;
    private final Findings misordered;
    private final Findings phantoms;
    private final UnmatchedRecords unmatched;
    private final NewestEvents newestOfAggregates;
    private final NewestEvents newestOfSharedKeys;
    private long records;
    private long replayed;
    // The last partition that had a record with an event id.
    private int partitionOfEvents = -1;

    Comparison(Outbox outbox, RowLookup rows, VerifySettings settings) {
        this.outbox = outbox;
        this.rows = rows;
        this.settings = settings;
        this.doubled = new Findings(settings.limit());
        this.misordered = new Findings(settings.limit());
        this.phantoms = new Findings(settings.limit());
        this.unmatched = new UnmatchedRecords(rows, outbox, phantoms, doubled);
        this.newestOfAggregates = new NewestEvents(outbox.keys());
        this.newestOfSharedKeys = new NewestEvents(outbox.shared().size());
    }

    /**
     * Adds the next record of a topic of events: all records of a partition one after the other.
     *
     * @param partition a number that is unique among the partitions of all topics
     */
    void record(EventRecord record, int partition) throws SQLException {
        Instant since = settings.since();
        UUID id = record.id();
        partitionOfEvents = id == null ? partitionOfEvents : partition;
        int slot = id == null ? -1 : outbox.events().find(id);
        if (slot < 0 && since != null && record.occurredAt().isBefore(since)) {
            return;
        }
        records++;
        replayed += record.replayed() ? 1 : 0;
        if (slot < 0) {
            unmatched.add(record, partitionOfEvents == partition);
        } else if (record.replayed()) {
            outbox.events().mark(slot, REPLAYED);
        } else if (outbox.events().is(slot, RECORDED)) {
            again(slot, record);
        } else {
            outbox.events().mark(slot, RECORDED);
            order(slot, record, partition);
        }
    }

    /** Adds a record that is too large to be unpacked: no relay writes such a record. */
    void oversized(OversizedRecordsException record) {
        records++;
        phantoms.add(new Event(null, null, null, record.partition() + "@" + record.first()));
    }

    /** Adds the next record of a dead letter topic. */
    void deadLetter(EventRecord record) {
        UUID id = record.id();
        int slot = id == null ? -1 : outbox.events().find(id);
        if (slot >= 0) {
            outbox.events().mark(slot, DEAD);
        }
    }

    private void again(int slot, EventRecord record) {
        if (!outbox.events().is(slot, DOUBLED)) {
            outbox.events().mark(slot, DOUBLED);
            doubled.add(record.event());
        }
    }

    private void order(int slot, EventRecord record, int partition) {
        int key = outbox.events().key(slot);
        int shared = outbox.shared().of(key);
        long append = outbox.events().appended(slot);
        boolean inOrder = newestOfAggregates.add(key, partition, outbox.events().version(slot), append);
        if (shared >= 0) {
            inOrder &= newestOfSharedKeys.add(shared, partition, 0, append);
        }
        if (!inOrder) {
            misordered.add(record.event());
        }
    }

    /**
     * Returns the result, once every record is taken.
     *
     * @param checked the snapshot that the relay has checked: missing rows that it covers are lost, and others may still be
     *     published; null if there is none
     */
    Report report(boolean confirmed, @Nullable String checked, List<String> notes) throws SQLException {
        unmatched.ask();
        List<UUID> absent = new ArrayList<>();
        Absent dead = new Absent();
        outbox.events().forEach((slot, id) -> {
            boolean published =
                    outbox.events().is(slot, RECORDED) || outbox.events().is(slot, REPLAYED);
            if (!published) {
                if (outbox.events().is(slot, DEAD)) {
                    dead.add(id);
                } else {
                    absent.add(id);
                }
            }
        });
        Set<UUID> covered = rows.covered(absent, checked);
        Absent lost = new Absent();
        Absent unpublished = new Absent();
        absent.forEach(id -> (covered.contains(id) ? lost : unpublished).add(id));
        return new Report(
                outbox.events().size(),
                outbox.aggregates(),
                records,
                outbox.events().size() - absent.size() - dead.count,
                replayed,
                unmatched.newer(),
                unmatched.older(),
                unmatched.foreign(),
                confirmed,
                lost.found(),
                unpublished.found(),
                doubled.found(),
                misordered.found(),
                phantoms.found(),
                dead.found(),
                notes);
    }

    /** Events that are not in their topic. The outbox describes the first of them. */
    private final class Absent {
        private final List<UUID> first = new ArrayList<>();
        private long count;

        void add(UUID id) {
            count++;
            if (first.size() < settings.limit()) {
                first.add(id);
            }
        }

        Found found() throws SQLException {
            return new Found(count, first.isEmpty() ? List.of() : rows.describe(first));
        }
    }
}
