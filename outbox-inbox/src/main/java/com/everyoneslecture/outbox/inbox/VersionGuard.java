package com.everyoneslecture.outbox.inbox;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/**
 * Keeps the highest applied version of each aggregate, and the ids of the events of that version: one change may have several. One
 * statement compares and stores, so of two transactions with the same aggregate the second waits for the first and compares again.
 */
final class VersionGuard implements EventGuard {

    private final String group;
    private final String raise;

    VersionGuard(InboxTables tables, String group) {
        this.group = group;
        this.raise = """
                insert into %s as stored (consumer_group, topic, source, aggregate_id, version, event_ids)
                values (?, ?, ?, ?, ?, array_remove(array[?::text], null))
                on conflict (consumer_group, topic, source, aggregate_id) do update
                    set version = excluded.version,
                        event_ids = case when stored.version = excluded.version
                                         then stored.event_ids || excluded.event_ids else excluded.event_ids end
                    where stored.version < excluded.version
                       or (stored.version = excluded.version and not stored.event_ids @> excluded.event_ids)
                """.formatted(tables.name("version"));
    }

    @Override
    public boolean admits(Connection connection, ReceivedEvent event) throws SQLException {
        String aggregateId = event.subject() == null ? event.keyText() : event.subject();
        Long version = event.version();
        if (aggregateId == null || version == null) {
            throw new IllegalArgumentException("the guard VERSION needs ce_aggregateversion, and ce_subject or a key");
        }
        try (PreparedStatement statement = connection.prepareStatement(raise)) {
            statement.setString(1, group);
            statement.setString(2, event.topic());
            statement.setString(3, event.source() == null ? "" : event.source());
            statement.setString(4, aggregateId);
            statement.setLong(5, version);
            statement.setString(6, event.id());
            return statement.executeUpdate() == 1;
        }
    }
}
