package com.everyoneslecture.console.event;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import javax.sql.DataSource;

/** What the read model shows. */
final class ReadModelRows {

    private static final String SHOWN =
            "select category_id, aggregate_version, applied_at from read_category where category_id = any (?)";

    private final DataSource database;

    ReadModelRows(DataSource database) {
        this.database = database;
    }

    /** By category; none for those that it does not know. Ids that are no number are none that it could know. */
    Map<String, Shown> of(Collection<String> categoryIds) throws SQLException {
        Long[] ids = categoryIds.stream()
                .filter(id -> id.matches("[0-9]{1,18}"))
                .map(Long::valueOf)
                .toArray(Long[]::new);
        Map<String, Shown> shown = new HashMap<>();
        if (ids.length == 0) {
            return shown;
        }
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(SHOWN)) {
            statement.setArray(1, connection.createArrayOf("bigint", ids));
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    shown.put(
                            String.valueOf(row.getLong(1)),
                            new Shown(
                                    row.getLong(2),
                                    row.getObject(3, OffsetDateTime.class).toInstant()));
                }
            }
        }
        return shown;
    }

    /** A category's newest event there. */
    record Shown(long version, Instant appliedAt) {}
}
