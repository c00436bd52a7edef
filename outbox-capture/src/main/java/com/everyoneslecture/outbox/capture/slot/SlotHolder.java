package com.everyoneslecture.outbox.capture.slot;

import com.everyoneslecture.outbox.capture.jdbc.Query;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * Finds the backend that streams from the slot. Keeps a separate connection open, so that a standby relay can poll several
 * times a second. Used by one thread.
 */
public final class SlotHolder implements AutoCloseable {

    /** A slot that is being created has no position yet, and no backend streams from it. */
    private static final String HOLDER = """
            select active_pid from pg_replication_slots
            where slot_name = ? and active_pid is not null and confirmed_flush_lsn is not null
            """;

    /** The server hides backends of other roles; the relay's other processes have the same role. */
    private static final String DESCRIPTION = """
            select 'backend ' || pid || coalesce(', ''' || nullif(application_name, '') || '''', '')
                   || coalesce(' of ' || host(client_addr), '') || coalesce(', since ' || date_trunc('second', backend_start), '')
            from pg_stat_activity where pid = ?
            """;

    private final Connection connection;
    private final String slot;

    SlotHolder(Connection connection, String slot) {
        this.connection = connection;
        this.slot = slot;
    }

    /**
     * Returns the backend that streams from the slot; null if none does, or there is no such slot.
     *
     * @throws SQLException if the server is unreachable
     */
    public @Nullable Integer backend() throws SQLException {
        return Query.first(connection, HOLDER, row -> row.getInt(1), slot);
    }

    /**
     * Returns a description of a backend: its application, its client and the start of its connection.
     *
     * @throws SQLException if the server is unreachable
     */
    public String description(int backend) throws SQLException {
        String description = Query.first(connection, DESCRIPTION, row -> row.getString(1), backend);
        return description == null ? "backend " + backend : description;
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
