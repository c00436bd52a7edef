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

/** Reads the categories of the read model. */
final class ReadModelRows {

    private static final String SHOWN =
            "select category_id, aggregate_version, applied_at from read_category where category_id = any (?)";

    private final DataSource database;

    ReadModelRows(DataSource database) {
        this.database = database;
    }

    /** Returns the shown events by category, without the categories that the read model does not have. Ids that are not numbers are left out. */
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

    /** The newest event of a category in the read model. */
    record Shown(long version, Instant appliedAt) {}
}
