package com.everyoneslecture.lecture.rest;

import com.everyoneslecture.outbox.service.page.PageQuery;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Reads the read model. */
@Repository
class ReadCategories {

    /** The columns by which pages can be sorted; the id orders equal values. */
    static final List<String> SORTABLE = List.of("categoryId", "categoryName");

    private static final Map<String, String> COLUMNS =
            Map.of("categoryId", "category_id", "categoryName", "category_name");

    private final JdbcClient jdbc;

    ReadCategories(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Optional<ReadCategory> find(long id) {
        return jdbc.sql("select category_id as id, category_name as name from public.read_category"
                        + " where category_id = :id and not deleted")
                .param("id", id)
                .query(ReadCategory.class)
                .optional();
    }

    List<ReadCategory> page(PageQuery query) {
        // The columns are constants of this class, never text of a client.
        String order = query.orders().stream()
                .map(by -> COLUMNS.get(by.property()) + (by.descending() ? " desc" : " asc"))
                .collect(Collectors.joining(", "));
        return jdbc
                .sql("select category_id as id, category_name as name from public.read_category where not deleted"
                        + " order by " + order + " limit :size offset :offset")
                .param("size", query.size())
                .param("offset", query.offset())
                .query(ReadCategory.class)
                .list()
                .stream()
                .map(Objects::requireNonNull)
                .toList();
    }

    long count() {
        return jdbc.sql("select count(*) from public.read_category where not deleted")
                .query(Long.class)
                .single();
    }
}
