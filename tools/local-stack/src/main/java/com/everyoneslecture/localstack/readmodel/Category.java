package com.everyoneslecture.localstack.readmodel;

import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * A category as one of the two databases has it.
 *
 * @param version its newest version
 * @param name its name at that version
 * @param deleted true only in the read model, which keeps a row of a deleted category
 */
record Category(long version, String name, boolean deleted) {

    /** Reads the columns version, name and deleted, in this order, from the second one on. */
    static Category of(ResultSet row) throws SQLException {
        return new Category(row.getLong(2), row.getString(3), row.getBoolean(4));
    }

    @Override
    public String toString() {
        return "version " + version + (deleted ? ", deleted" : " \"" + name + "\"");
    }
}
