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

    /** Returns those of the ids that have a row now. */
    Set<UUID> existing(Collection<UUID> ids) throws SQLException;

    /** Returns those of the ids whose row a snapshot covers; none where it is null. */
    Set<UUID> covered(List<UUID> ids, @Nullable String snapshot) throws SQLException;

    /** Returns what a report names of these events, the versions of an aggregate in their order. */
    List<Event> describe(Collection<UUID> ids) throws SQLException;
}
