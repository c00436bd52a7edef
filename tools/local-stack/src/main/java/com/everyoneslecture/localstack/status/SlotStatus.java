package com.everyoneslecture.localstack.status;

import com.everyoneslecture.localstack.PostgresServer;
import com.everyoneslecture.localstack.stack.RelaySlot;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/**
 * The relay's replication slot.
 *
 * @param name {@code category_outbox}
 * @param active whether a client reads it
 * @param walStatus PostgreSQL's {@code wal_status}: {@code reserved}, {@code extended}, {@code unreserved} or {@code lost}
 * @param confirmedFlushLsn the position up to which the relay has acknowledged
 * @param lagBytes the size of the log that the database has written beyond that position, for any table
 * @param unknown the reason why nothing is known; the fields before it are null then
 */
public record SlotStatus(
        String name,
        @Nullable Boolean active,
        @Nullable String walStatus,
        @Nullable String confirmedFlushLsn,
        @Nullable Long lagBytes,
        @Nullable String unknown) {

    static SlotStatus of(PostgresServer server) {
        try (Connection connection = server.impatientAdmin("postgres").getConnection();
                Statement statement = connection.createStatement();
                ResultSet slot = statement.executeQuery("""
                        select active, wal_status, confirmed_flush_lsn::text,
                               pg_wal_lsn_diff(pg_current_wal_lsn(), confirmed_flush_lsn)::bigint
                        from pg_replication_slots
                        where slot_name = '%s'
                        """.formatted(RelaySlot.NAME))) {
            return slot.next()
                    ? new SlotStatus(
                            RelaySlot.NAME,
                            slot.getBoolean(1),
                            slot.getString(2),
                            slot.getString(3),
                            slot.getObject(4, Long.class),
                            null)
                    : unknown("there is no such slot yet");
        } catch (SQLException e) {
            return unknown(String.valueOf(e.getMessage()));
        }
    }

    static SlotStatus unknown(String why) {
        return new SlotStatus(RelaySlot.NAME, null, null, null, null, why);
    }
}
