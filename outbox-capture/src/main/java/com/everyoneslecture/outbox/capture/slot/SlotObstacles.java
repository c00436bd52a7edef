package com.everyoneslecture.outbox.capture.slot;

import com.everyoneslecture.outbox.capture.jdbc.Database;
import com.everyoneslecture.outbox.capture.jdbc.Query;
import com.everyoneslecture.outbox.capture.slot.Standbys.Standby;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds transactions that write, of any database of the server, or that are prepared. A new slot waits for the end of each of
 * them, and each one blocks the restart position of a slot, so that the ledger is not trimmed. Used by any thread.
 */
public final class SlotObstacles {

    private static final String OBSTACLES = """
            select pid, coalesce(usename, '') || ' ' || coalesce(application_name, ''), null as gid,
                   extract(epoch from now() - xact_start)::bigint
            from pg_stat_activity
            where backend_xid is not null and pid <> pg_backend_pid()
            union all
            select null, owner::text || ' ' || database, gid, extract(epoch from now() - prepared)::bigint
            from pg_prepared_xacts
            order by 4 desc nulls last
            limit 20
            """;

    private final Database database;

    /** Creates the object without a connection. */
    public SlotObstacles(Database database) {
        this.database = database;
    }

    /**
     * Returns up to twenty current ones, the oldest first. Those whose age is not visible to the relay's role come last.
     *
     * @throws SQLException if the server is unreachable
     */
    public List<Obstacle> find() throws SQLException {
        try (Connection connection = database.connect()) {
            return Query.rows(
                    connection,
                    OBSTACLES,
                    row -> new Obstacle(
                            row.getObject(1, Integer.class),
                            row.getString(2).strip(),
                            row.getString(3),
                            row.getObject(4, Long.class)));
        }
    }

    /**
     * Returns the standby that is furthest behind, if it {@linkplain Standby#isBehind does not keep up}: it may be
     * promoted, so the ledger is not trimmed beyond its position.
     *
     * @throws SQLException if the server is unreachable
     */
    public Optional<Standby> standbyBehind() throws SQLException {
        return database.read(
                connection -> Standbys.all(connection).stream().findFirst().filter(Standby::isBehind));
    }

    /**
     * An open or prepared transaction.
     *
     * @param pid of its backend; null if it is prepared
     * @param owner role and application, or role and database of a prepared one
     * @param preparedAs the name under which it is prepared; null if it is not
     * @param ageSeconds since it began or was prepared; null if that is not visible to the relay's role
     */
    public record Obstacle(
            @Nullable Integer pid,
            String owner,
            @Nullable String preparedAs,
            @Nullable Long ageSeconds) {

        /** Names the transaction. */
        public String description() {
            String age = ageSeconds == null ? "" : ", open for " + ageSeconds + " s";
            return preparedAs == null
                    ? "the transaction of backend " + pid + " (" + owner + age + ")"
                    : "the prepared transaction '" + preparedAs + "' (" + owner + age + ")";
        }

        /** Returns the statement that ends it. */
        public String remedy() {
            return preparedAs == null
                    ? "let it end, or end it: select pg_terminate_backend(" + pid + ")"
                    : "commit it, or roll it back in its database: rollback prepared '" + preparedAs.replace("'", "''")
                            + "'";
        }
    }
}
