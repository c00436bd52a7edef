package com.everyoneslecture.chaos.load;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.impl.TimeBasedEpochGenerator;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/**
 * Changes categories and appends the outbox rows in the caller's transaction, as the category service does, but without the service. Each
 * change locks the category's row first, so that versions are assigned in the order of commits.
 */
final class CategoryRows {

    private static final TimeBasedEpochGenerator EVENT_IDS = Generators.timeBasedEpochGenerator();
    private static final ZoneId ZONE = ZoneId.of("Asia/Seoul");
    private static final DateTimeFormatter TIMESTAMP = DateTimeFormatter.ofPattern("uuuu-MM-dd-HH:mm:ss", Locale.ROOT);

    private static final String APPEND = """
            insert into outbox (id, aggregatetype, aggregateid, aggregateversion, type, payload, occurred_at)
            values (?, 'category', ?, ?, 'LectureCategoryChanged', ?, ?)
            """;

    private CategoryRows() {}

    /**
     * A category and the event of its change.
     *
     * @param key the category's id
     * @param event the event's id
     * @param created whether it is new
     */
    record Written(long key, UUID event, boolean created) {}

    static Written create(Connection connection, String name) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                "insert into lecture_category (category_name, version) values (?, 1) returning category_id")) {
            insert.setString(1, name);
            try (ResultSet created = insert.executeQuery()) {
                created.next();
                return append(connection, created.getLong(1), 1, "INSERT", name);
            }
        }
    }

    /** Returns the change; empty if there is no such category. */
    static Optional<Written> rename(Connection connection, long key, String name) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement("""
                update lecture_category set category_name = ?, version = version + 1
                where category_id = ? returning version
                """)) {
            update.setString(1, name);
            update.setLong(2, key);
            try (ResultSet changed = update.executeQuery()) {
                return changed.next()
                        ? Optional.of(append(connection, key, changed.getLong(1), "UPDATE", name))
                        : Optional.empty();
            }
        }
    }

    /** Returns the change; empty if there is no such category. */
    static Optional<Written> delete(Connection connection, long key) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement(
                "delete from lecture_category where category_id = ? returning version, category_name")) {
            delete.setLong(1, key);
            try (ResultSet deleted = delete.executeQuery()) {
                return deleted.next()
                        ? Optional.of(append(connection, key, deleted.getLong(1) + 1, "DELETE", deleted.getString(2)))
                        : Optional.empty();
            }
        }
    }

    private static Written append(Connection connection, long key, long version, String jobType, String name)
            throws SQLException {
        UUID event = EVENT_IDS.generate();
        Instant now = Instant.now();
        try (PreparedStatement insert = connection.prepareStatement(APPEND)) {
            insert.setObject(1, event);
            insert.setString(2, Long.toString(key));
            insert.setLong(3, version);
            insert.setString(4, payload(now, key, jobType, name));
            insert.setLong(5, ChronoUnit.MICROS.between(Instant.EPOCH, now));
            insert.executeUpdate();
        }
        return new Written(key, event, "INSERT".equals(jobType));
    }

    /** The names are generated here and contain no character that JSON would have to escape. */
    private static String payload(Instant now, long key, String jobType, String name) {
        return "{\"eventType\":\"LectureCategoryChanged\",\"timestamp\":\""
                + TIMESTAMP.format(ZonedDateTime.ofInstant(now, ZONE)) + "\",\"jobType\":\"" + jobType
                + "\",\"categoryId\":" + key + ",\"categoryName\":\"" + name + "\"}";
    }
}
