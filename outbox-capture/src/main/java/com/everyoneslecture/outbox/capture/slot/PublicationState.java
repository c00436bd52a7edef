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
 * @param insertsOnly inserts are published, and nothing else is
 * @param viaRoot rows of partitions are published under the name of the root
 * @param everything all tables are published, also those that are made later
 * @param tables that are published, with their schemas
 * @param columns of the outbox that are published
 * @param rowFilter that rows of the outbox must meet, as SQL; null if there is none
 */
record PublicationState(
        boolean insertsOnly,
        boolean viaRoot,
        boolean everything,
        Set<String> tables,
        Set<String> columns,
        @Nullable String rowFilter) {

    private static final String STATE = """
            with published as (
                select schemaname || '.' || tablename as name, attnames::text[] as columns, rowfilter
                from pg_publication_tables
                where pubname = ?)
            select pubinsert and not (pubupdate or pubdelete or pubtruncate), pubviaroot, puballtables,
                   array(select name from published),
                   coalesce((select columns from published where name = ?), '{}'),
                   (select rowfilter from published where name = ?)
            from pg_publication
            where pubname = ?
            """;

    /** Returns null if there is no such publication. */
    static @Nullable PublicationState of(Connection connection, SlotSettings settings) throws SQLException {
        return Query.first(
                connection,
                STATE,
                PublicationState::read,
                settings.publication(),
                settings.table(),
                settings.table(),
                settings.publication());
    }

    private static PublicationState read(ResultSet row) throws SQLException {
        return new PublicationState(
                row.getBoolean(1),
                row.getBoolean(2),
                row.getBoolean(3),
                Set.copyOf(List.of((String[]) row.getArray(4).getArray())),
                Set.copyOf(List.of((String[]) row.getArray(5).getArray())),
                row.getString(6));
    }
}
