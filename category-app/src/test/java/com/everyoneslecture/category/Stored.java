package com.everyoneslecture.category;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What the database holds, as its superuser sees it: the service itself may not read the outbox. */
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

    /** The outbox row of this id. */
    public Optional<Event> event(UUID id) {
        return jdbc.sql("select * from outbox where id = ?")
                .param(id)
                .query((row, number) -> Event.read(row))
                .optional();
    }

    /** The outbox rows of a category, by version. */
    public List<Event> events(long categoryId) {
        return jdbc.sql("select * from outbox where aggregateid = ? order by aggregateversion")
                .param(Long.toString(categoryId))
                .query((row, number) -> Event.read(row))
                .list();
    }

    /** The versions of a category's outbox rows, in order. */
    public List<Long> versions(long categoryId) {
        return events(categoryId).stream().map(Event::aggregateVersion).toList();
    }

    /** The payloads of a category's outbox rows, by version. */
    public List<String> payloads(long categoryId) {
        return events(categoryId).stream().map(Event::payload).toList();
    }

    /** How many rows the outbox has. */
    public long events() {
        return jdbc.sql("select count(*) from outbox").query(Long.class).single();
    }

    /** How many categories of this name there are. */
    public long named(String name) {
        return jdbc.sql("select count(*) from lecture_category where category_name = ?")
                .param(name)
                .query(Long.class)
                .single();
    }

    /** The version of a category. */
    public long version(long categoryId) {
        return jdbc.sql("select version from lecture_category where category_id = ?")
                .param(categoryId)
                .query(Long.class)
                .single();
    }

    /** Removes all categories without the service's knowledge. */
    public void forgetCategories() {
        jdbc.sql("truncate lecture_category").update();
    }
}
