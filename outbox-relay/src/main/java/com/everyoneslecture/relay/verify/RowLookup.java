package com.everyoneslecture.relay.verify;

import com.everyoneslecture.relay.verify.Report.Event;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Looks up rows of the outbox by their ids. */
interface RowLookup {

    /** Returns the ids that have a row now. */
    Set<UUID> existing(Collection<UUID> ids) throws SQLException;

    /** Returns the ids whose row a snapshot covers; empty if the snapshot is null. */
    Set<UUID> covered(List<UUID> ids, @Nullable String snapshot) throws SQLException;

    /** Returns the descriptions of these events for a report, the versions of an aggregate in their order. */
    List<Event> describe(Collection<UUID> ids) throws SQLException;
}
