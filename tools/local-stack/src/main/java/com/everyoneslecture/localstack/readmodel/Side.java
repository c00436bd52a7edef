package com.everyoneslecture.localstack.readmodel;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/** One of the two tables: its query has the columns id, version, name and deleted. */
enum Side {
    CATEGORIES("select category_id, version, category_name, false from lecture_category"),
    READ_MODEL("select category_id, aggregate_version, category_name, deleted from read_category");

    private static final int FETCH_SIZE = 10_000;

    private final String query;

    Side(String query) {
        this.query = query;
    }

    /**
     * Reads all rows in the order of their ids, a few thousand at a time.
     *
     * @param connection must be in a transaction, as otherwise the driver reads all rows at once
     */
    PreparedStatement all(Connection connection) throws SQLException {
        PreparedStatement select = connection.prepareStatement(query + " order by category_id");
        select.setFetchSize(FETCH_SIZE);
        return select;
    }

    /** Returns the rows of these categories by id, without those that do not exist. */
    Map<Long, Category> of(Connection connection, Collection<Long> ids) throws SQLException {
        Map<Long, Category> found = new HashMap<>();
        Array wanted = connection.createArrayOf("bigint", ids.toArray());
        try (PreparedStatement select = connection.prepareStatement(query + " where category_id = any(?)")) {
            select.setArray(1, wanted);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    found.put(row.getLong(1), Category.of(row));
                }
            }
        }
        return found;
    }
}
