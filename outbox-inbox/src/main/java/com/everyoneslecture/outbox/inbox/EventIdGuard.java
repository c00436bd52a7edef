package com.everyoneslecture.outbox.inbox;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** Keeps the ids of applied events for a given time. The loop's thread alone sweeps. */
final class EventIdGuard implements EventGuard {

    /** More than a batch inserts, so that deleting keeps up with inserting. */
    private static final int ROWS_PER_SWEEP = 5_000;

    private static final Duration PAUSE = Duration.ofMinutes(1);

    private final String group;
    private final Duration kept;
    private final Clock clock;
    private final String insert;
    private final String delete;
    private Instant nextSweep;

    EventIdGuard(InboxTables tables, String group, Duration kept, Clock clock) {
        this.group = group;
        this.kept = kept;
        this.clock = clock;
        this.nextSweep = clock.instant();
        String table = tables.name("event_id");
        this.insert = "insert into %s (consumer_group, topic, event_id) values (?, ?, ?) on conflict do nothing"
                .formatted(table);
        // Several members may sweep at once: each one skips rows that another one deletes.
        this.delete = """
                delete from %1$s
                where ctid = any (array(select ctid
                                        from %1$s
                                        where consumer_group = ? and seen_at < now() - ? * interval '1 second'
                                        limit ?
                                        for update skip locked))
                """.formatted(table);
    }

    @Override
    public boolean admits(Connection connection, ReceivedEvent event) throws SQLException {
        String id = event.id();
        if (id == null) {
            throw new IllegalArgumentException("the guard EVENT_ID needs ce_id");
        }
        try (PreparedStatement statement = connection.prepareStatement(insert)) {
            statement.setString(1, group);
            statement.setString(2, event.topic());
            statement.setString(3, id);
            return statement.executeUpdate() == 1;
        }
    }

    @Override
    public void sweep(Connection connection) throws SQLException {
        if (clock.instant().isBefore(nextSweep)) {
            return;
        }
        try (PreparedStatement statement = connection.prepareStatement(delete)) {
            statement.setString(1, group);
            statement.setLong(2, kept.toSeconds());
            statement.setInt(3, ROWS_PER_SWEEP);
            if (statement.executeUpdate() < ROWS_PER_SWEEP) {
                nextSweep = clock.instant().plus(PAUSE);
            }
        }
    }
}
