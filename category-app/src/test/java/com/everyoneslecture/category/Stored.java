package com.everyoneslecture.category;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads the database as superuser, because the service itself may not read the outbox. */
public final class Stored {

    private final JdbcClient jdbc = JdbcClient.create(CategoryDatabase.DATABASE.admin());

    /** An outbox row. */
    public record Event(
            UUID id,
            String aggregateType,
            String aggregateId,
            long aggregateVersion,
            String type,
            String payload,
            long occurredAtMicros,
            @Nullable String traceparent) {

        static Event read(ResultSet row) throws SQLException {
            return new Event(
                    row.getObject("id", UUID.class),
                    row.getString("aggregatetype"),
                    row.getString("aggregateid"),
                    row.getLong("aggregateversion"),
                    row.getString("type"),
                    row.getString("payload"),
                    row.getLong("occurred_at"),
                    row.getString("traceparent"));
        }
    }

    /** Returns the outbox row with this id. */
    public Optional<Event> event(UUID id) {
        return jdbc.sql("select * from outbox where id = ?")
                .param(id)
                .query((row, number) -> Event.read(row))
                .optional();
    }

    /** Returns the outbox rows of a category, by version. */
    public List<Event> events(long categoryId) {
        return jdbc.sql("select * from outbox where aggregateid = ? order by aggregateversion")
                .param(Long.toString(categoryId))
                .query((row, number) -> Event.read(row))
                .list();
    }

    /** Returns the versions of a category's outbox rows, in order. */
    public List<Long> versions(long categoryId) {
        return events(categoryId).stream().map(Event::aggregateVersion).toList();
    }

    /** Returns the payloads of a category's outbox rows, by version. */
    public List<String> payloads(long categoryId) {
        return events(categoryId).stream().map(Event::payload).toList();
    }

    /** Returns the number of rows in the outbox. */
    public long events() {
        return jdbc.sql("select count(*) from outbox").query(Long.class).single();
    }

    /** Returns the number of categories with this name. */
    public long named(String name) {
        return jdbc.sql("select count(*) from lecture_category where category_name = ?")
                .param(name)
                .query(Long.class)
                .single();
    }

    /** Returns the version of a category. */
    public long version(long categoryId) {
        return jdbc.sql("select version from lecture_category where category_id = ?")
                .param(categoryId)
                .query(Long.class)
                .single();
    }

    /** Removes all categories without the service. */
    public void forgetCategories() {
        jdbc.sql("truncate lecture_category").update();
    }
}
