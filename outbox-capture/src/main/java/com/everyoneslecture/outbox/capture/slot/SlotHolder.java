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

    /** The name of each stream of the relay's own reader of the log begins like this. */
    public static final String STREAM = "outbox-relay stream";

    /**
     * A backend that has ended has no program. An operator may have set the name of all connections of a relay, so the relays beside
     * it have that name, too. Every role may see the name.
     */
    private static final String FOREIGN_PROGRAM = """
            select application_name from pg_stat_activity
            where pid = ? and not starts_with(application_name, ?)
              and application_name not in ('Debezium Streaming', current_setting('application_name'))
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

    /**
     * Returns the name of the program that opened a backend, if no relay gives its stream this name; null if one does, or if the
     * backend has ended. A connector of Debezium that is not part of a relay has the same name as the relay's.
     *
     * @throws SQLException if the server is unreachable
     */
    public @Nullable String foreignProgram(int backend) throws SQLException {
        return Query.first(connection, FOREIGN_PROGRAM, row -> row.getString(1), backend, STREAM);
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
