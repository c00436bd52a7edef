package com.everyoneslecture.relay.ledger;

import java.nio.ByteBuffer;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Derives the state of the ledger, from its first record to its last. */
final class LedgerHeadReader implements LedgerReader {

    private @Nullable SafePoint safePoint;
    private @Nullable RecoveryDue recoveryDue;
    private boolean baseline;
    private boolean anyEvents;
    private boolean beganWithRecovery;
    private @Nullable String database;
    private long position;
    private @Nullable String adopted;
    private @Nullable String streamedDatabase;
    private long streamedLsn;
    private long givenUpBefore;
    private @Nullable SafePoint givenUpSafePoint;
    private final LastEvents lastEvents = new LastEvents();
    private boolean ofLog;
    private final Set<String> writers = new LinkedHashSet<>();

    @Override
    public void batch(String ofDatabase, long endLsn, long offset) {
        anyEvents = true;
        if (endLsn != 0) {
            noteWhereItWasSetBack(ofDatabase, endLsn, offset);
        }
        reached(ofDatabase, endLsn);
        // A recovery reads from the table, in another order than that of the log.
        ofLog = endLsn != 0 || lastEvents.newestFirst().isEmpty();
    }

    @Override
    public void run(long transaction, boolean ends, ByteBuffer ids, long offset) {
        if (ofLog && ids.remaining() >= 2 * Long.BYTES) {
            int last = ids.limit() - 2 * Long.BYTES;
            lastEvents.add(new UUID(ids.getLong(last), ids.getLong(last + Long.BYTES)), transaction);
        }
    }

    @Override
    public void ids(ByteBuffer ids) {
        anyEvents = true;
    }

    @Override
    public void safePoint(SafePoint point, List<Witness> witnesses) {
        safePoint = point;
        baseline = false;
        reached(point.database(), point.confirmedLsn());
        lastEvents.addOlder(witnesses);
    }

    @Override
    public void recovery(RecoveryDue due) {
        recoveryDue = due;
        beganWithRecovery |= !anyEvents;
    }

    @Override
    public void recovered() {
        recoveryDue = null;
    }

    @Override
    public void baseline() {
        baseline = true;
    }

    @Override
    public void position(String ofDatabase, long lsn) {
        reached(ofDatabase, lsn);
    }

    @Override
    public void writer(String transactionalId) {
        writers.add(transactionalId);
    }

    @Override
    public void adopted(String byDatabase) {
        adopted = byDatabase;
    }

    LedgerHead head(long end) {
        // An earlier version did not record that its ledger was lost: such a ledger begins with events.
        boolean beganInTheMiddle = safePoint == null && anyEvents && !beganWithRecovery;
        return new LedgerHead(
                safePoint,
                recoveryDue,
                baseline || beganInTheMiddle,
                isMissing(),
                database,
                position,
                adopted,
                lastEvents.newestFirst(),
                end,
                givenUpBefore,
                safePoint != null && safePoint.equals(givenUpSafePoint),
                Set.copyOf(writers));
    }

    /**
     * Returns whether the ledger has no record. Its end does not show that, because aborted transactions leave offsets behind.
     */
    private boolean isMissing() {
        return !anyEvents
                && !beganWithRecovery
                && !baseline
                && safePoint == null
                && database == null
                && adopted == null;
    }

    /** Events are published in the order of the log, so positions on one timeline rise, unless the log was set back. */
    private void noteWhereItWasSetBack(String ofDatabase, long endLsn, long offset) {
        if (ofDatabase.equals(streamedDatabase) && endLsn < streamedLsn) {
            givenUpBefore = offset;
            givenUpSafePoint = safePoint;
            position = 0;
            lastEvents.clear();
        }
        streamedDatabase = ofDatabase;
        streamedLsn = endLsn;
    }

    private void reached(String ofDatabase, long lsn) {
        if (!ofDatabase.equals(database)) {
            database = ofDatabase;
            position = 0;
            lastEvents.clear();
        }
        position = Math.max(position, lsn);
    }
}
