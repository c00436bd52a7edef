package com.everyoneslecture.chaos.observe;

import java.sql.Array;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;

/** What the lecture service's database holds. Each question is empty where the server does not answer. */
public final class ReadModel implements AutoCloseable {

    private final Lasting database;

    public ReadModel(DataSource database) {
        this.database = new Lasting(database);
    }

    /**
     * How many events it stands for. Versions begin at 1 and rise by one with each event, so that a category's version counts
     * its events.
     */
    public Optional<Long> events() {
        return database.ask(connection -> Outbox.one(
                connection, "select coalesce(sum(aggregate_version), 0) from read_category", row -> row.getLong(1)));
    }

    /** The newest version of each of the categories, deleted ones too; nothing for one that is not there. */
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

    /** Each category that is not deleted. */
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
