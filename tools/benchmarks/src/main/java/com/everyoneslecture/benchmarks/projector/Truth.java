package com.everyoneslecture.benchmarks.projector;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** The expected content of the read model at the end: each category's newest version, which determines its name. */
final class Truth {

    private final long[] versions;

    /** @param keys the number of categories, which are numbered from 1 on */
    Truth(int keys) {
        this.versions = new long[keys + 1];
    }

    /** Returns the next version of a category. */
    long next(int categoryId) {
        return ++versions[categoryId];
    }

    /** Returns the name of a category at this version. */
    static String name(long version) {
        return "분류 " + version;
    }

    /** Returns the number of categories that are missing, unexpected, or have a wrong version or name. */
    long differences(Connection lecture) throws SQLException {
        long found = 0;
        long different = 0;
        try (Statement statement = lecture.createStatement();
                ResultSet rows = statement.executeQuery(
                        "select category_id, aggregate_version, category_name, deleted from read_category")) {
            while (rows.next()) {
                found++;
                long id = rows.getLong(1);
                boolean right = id > 0
                        && id < versions.length
                        && rows.getLong(2) == versions[(int) id]
                        && rows.getString(3).equals(name(rows.getLong(2)))
                        && !rows.getBoolean(4);
                different += right ? 0 : 1;
            }
        }
        return different + Math.max(0, expected() - found);
    }

    private long expected() {
        long expected = 0;
        for (long version : versions) {
            expected += version > 0 ? 1 : 0;
        }
        return expected;
    }
}
