package com.everyoneslecture.chaos.observe;

import java.sql.Array;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;

/** The content of the lecture service's database. A result is empty if the server does not answer. */
public final class ReadModel implements AutoCloseable {

    private final Lasting database;

    public ReadModel(DataSource database) {
        this.database = new Lasting(database);
    }

    /**
     * Returns the number of applied events. Versions begin at 1 and rise by one with each event, so a category's version is the number of its events.
     */
    public Optional<Long> events() {
        return database.ask(connection -> Outbox.one(
                connection, "select coalesce(sum(aggregate_version), 0) from read_category", row -> row.getLong(1)));
    }

    /** Returns the newest version of each of the categories, deleted ones included; no entry for a category that does not exist. */
    public Optional<Map<Long, Long>> versions(Collection<Long> keys) {
        return database.ask(connection -> {
            Map<Long, Long> versions = new HashMap<>();
            Array ids = connection.createArrayOf("bigint", keys.toArray());
            try (PreparedStatement select = connection.prepareStatement(
                    "select category_id, aggregate_version from read_category where category_id = any(?)")) {
                select.setArray(1, ids);
                try (ResultSet row = select.executeQuery()) {
                    while (row.next()) {
                        versions.put(row.getLong(1), row.getLong(2));
                    }
                }
            }
            return versions;
        });
    }

    /** Returns all categories that are not deleted. */
    public Optional<Map<Long, Category>> categories() {
        return database.ask(connection -> Category.read(
                connection,
                "select category_id, aggregate_version, category_name from read_category where not deleted"));
    }

    @Override
    public void close() {
        database.close();
    }
}
