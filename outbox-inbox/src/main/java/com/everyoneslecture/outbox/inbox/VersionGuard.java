package com.everyoneslecture.outbox.inbox;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/**
 * Keeps the highest applied version of each aggregate. One statement compares and stores it, so of two transactions with the same
 * aggregate the second waits for the first and compares again.
 */
final class VersionGuard implements EventGuard {

    private final String group;
    private final String raise;

    VersionGuard(InboxTables tables, String group) {
        this.group = group;
        this.raise = """
                insert into %s as stored (consumer_group, topic, aggregate_id, version)
                values (?, ?, ?, ?)
                on conflict (consumer_group, topic, aggregate_id) do update set version = excluded.version
                where stored.version < excluded.version
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
            statement.setString(3, aggregateId);
            statement.setLong(4, version);
            return statement.executeUpdate() == 1;
        }
    }
}
