package com.everyoneslecture.outbox.capture.slot;

/**
 * The past of the current database: the positions of its log, by timeline, that lead to its current state. Any other position
 * belongs to a past that was abandoned, by a failover to a standby that lacked the last transactions, or by a restore.
 * Transaction ids of an abandoned past may have been assigned a second time.
 *
 * @param now the current state
 * @param timelines the positions at which earlier timelines ended
 * @param setBack whether it is known to lack rows that it had; its positions and transaction ids prove nothing then
 */
public record DatabaseHistory(WalSnapshot now, TimelineHistory timelines, boolean setBack) {

    /** Returns the history of a database that is known to lack rows that it had. */
    public DatabaseHistory ofASetBackDatabase() {
        return new DatabaseHistory(now, timelines, true);
    }

    /**
     * Returns whether this database, on the present timeline or an earlier one, has been at a position.
     *
     * @param database system and timeline, as {@link WalSnapshot#database()} writes them
     * @param lsn in bytes of the log; 0 if it is not known, and then only the current timeline holds it
     */
    public boolean holds(String database, long lsn) {
        if (setBack || !sameSystem(database)) {
            return false;
        }
        int timeline = timeline(database);
        if (timeline == timelines.current()) {
            return new Lsn(lsn).compareTo(now.walEnd()) <= 0;
        }
        return lsn != 0 && timelines.holds(timeline, new Lsn(lsn));
    }

    /**
     * Returns whether this database is on the timeline of a position and has not reached it: it had reached it earlier, and was
     * set back. A crash does not cause this, because the log is decoded only as far as it is on disk.
     *
     * @param database system and timeline, as {@link WalSnapshot#database()} writes them
     * @param lsn in bytes of the log
     */
    public boolean isBehind(String database, long lsn) {
        return sameSystem(database)
                && timeline(database) == timelines.current()
                && new Lsn(lsn).compareTo(now.walEnd()) > 0;
    }

    /**
     * Returns whether an earlier snapshot still covers the rows that it covered then. It does if every transaction that it
     * knows of ended at a position that leads to the current state, because no such id can be assigned again. It does not if it
     * contains transaction ids that have not been assigned yet: then the disk was set back.
     *
     * @param database of that snapshot
     * @param snapshot the earlier snapshot
     * @param walEnd the end of the log at that time, in bytes; 0 if it is not known
     */
    public boolean trusts(String database, String snapshot, long walEnd) {
        return holds(database, walEnd) && continues(snapshot);
    }

    /** Returns whether all transaction ids of an earlier snapshot have been assigned by now. */
    public boolean continues(String snapshot) {
        return Long.compareUnsigned(nextTransactionId(snapshot), nextTransactionId(now.snapshot())) <= 0;
    }

    /** Returns whether it is a database of the same system: any copy of its files, of any age. */
    public boolean sameSystem(String database) {
        return system(database).equals(system(now.database()));
    }

    /** Returns the system identifier of a database and timeline. */
    public static String system(String database) {
        return database.substring(0, Math.max(0, database.indexOf('/')));
    }

    private static int timeline(String database) {
        return Integer.parseInt(database.substring(database.indexOf('/') + 1));
    }

    /** A snapshot is {@code xmin:xmax:list}; xmax is the first id that was not assigned yet. */
    private static long nextTransactionId(String snapshot) {
        return Long.parseUnsignedLong(snapshot.split(":", -1)[1]);
    }
}
