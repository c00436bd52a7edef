package com.everyoneslecture.category;

import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What the database holds, as its superuser sees it: the service itself may not read the outbox. */
public final class Stored {

    private final JdbcClient jdbc = JdbcClient.create(CategoryDatabase.DATABASE.admin());

    /** The outbox rows of a category, by version. */
    public List<Map<String, Object>> events(long categoryId) {
        return jdbc.sql("select * from outbox where aggregateid = ? order by aggregateversion")
                .param(Long.toString(categoryId))
                .query()
                .listOfRows();
    }

    /** The versions of a category's outbox rows, in order. */
    public List<Long> versions(long categoryId) {
        return jdbc.sql("select aggregateversion from outbox where aggregateid = ? order by aggregateversion")
                .param(Long.toString(categoryId))
                .query(Long.class)
                .list();
    }

    /** The payloads of a category's outbox rows, by version. */
    public List<String> payloads(long categoryId) {
        return events(categoryId).stream()
                .map(row -> (String) row.get("payload"))
                .toList();
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
