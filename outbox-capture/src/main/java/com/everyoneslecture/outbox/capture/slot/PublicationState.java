package com.everyoneslecture.outbox.capture.slot;

import com.everyoneslecture.outbox.capture.jdbc.Query;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The publication in the catalog, read by one statement.
 *
 * @param insertsOnly whether only inserts are published
 * @param viaRoot whether rows of partitions are published under the name of the root
 * @param everything whether all tables are published, including those that are created later
 * @param outboxAlone whether the outbox is the only published table
 * @param columns the published columns of the outbox
 * @param rowFilter the condition, as SQL, that published rows of the outbox fulfil; null if there is none
 */
record PublicationState(
        boolean insertsOnly,
        boolean viaRoot,
        boolean everything,
        boolean outboxAlone,
        Set<String> columns,
        @Nullable String rowFilter) {

    private static final String STATE = """
            with published as (
                select schemaname = ? and tablename = ? as outbox,
                       attnames::text[] as columns, rowfilter
                from pg_publication_tables
                where pubname = ?)
            select pubinsert and not (pubupdate or pubdelete or pubtruncate), pubviaroot, puballtables,
                   coalesce((select bool_and(outbox) from published), false),
                   coalesce((select columns from published where outbox), '{}'),
                   (select rowfilter from published where outbox)
            from pg_publication
            where pubname = ?
            """;

    /** Returns null if there is no such publication. */
    static @Nullable PublicationState of(Connection connection, SlotSettings settings) throws SQLException {
        return Query.first(
                connection,
                STATE,
                PublicationState::read,
                settings.outbox().schema(),
                settings.outbox().table(),
                settings.publication(),
                settings.publication());
    }

    private static PublicationState read(ResultSet row) throws SQLException {
        return new PublicationState(
                row.getBoolean(1),
                row.getBoolean(2),
                row.getBoolean(3),
                row.getBoolean(4),
                Set.copyOf(List.of((String[]) row.getArray(5).getArray())),
                row.getString(6));
    }
}
