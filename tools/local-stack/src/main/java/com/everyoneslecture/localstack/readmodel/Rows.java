package com.everyoneslecture.localstack.readmodel;

import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** The rows of one side, one after the other. */
final class Rows {

    private final ResultSet rows;
    private @Nullable Long id;
    private long count;

    Rows(ResultSet rows) throws SQLException {
        this.rows = rows;
        next();
    }

    /** Returns the id of the current row; null after the last one. */
    @Nullable
    Long id() {
        return id;
    }

    /** Returns the row of this category, and moves on to the next one; null if the current row is another one's. */
    @Nullable
    Category take(long category) throws SQLException {
        Long current = id;
        if (current == null || current != category) {
            return null;
        }
        Category taken = Category.of(rows);
        count++;
        next();
        return taken;
    }

    /** Returns the number of rows that were taken. */
    long count() {
        return count;
    }

    private void next() throws SQLException {
        id = rows.next() ? rows.getLong(1) : null;
    }
}
