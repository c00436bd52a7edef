package com.everyoneslecture.lecture.rest;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Reads the read model. */
@Repository
class ReadCategories {

    private final JdbcClient jdbc;

    ReadCategories(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Optional<ReadCategory> find(long id) {
        return jdbc.sql("select category_id as id, category_name as name from read_category"
                        + " where category_id = :id and not deleted")
                .param("id", id)
                .query(ReadCategory.class)
                .optional();
    }

    List<ReadCategory> page(PageQuery query) {
        // The columns are names out of this program, never what a caller has sent.
        return jdbc
                .sql("select category_id as id, category_name as name from read_category where not deleted"
                        + " order by " + String.join(", ", query.sort()) + " limit :size offset :offset")
                .param("size", query.size())
                .param("offset", query.offset())
                .query(ReadCategory.class)
                .list()
                .stream()
                .map(Objects::requireNonNull)
                .toList();
    }

    long count() {
        return jdbc.sql("select count(*) from read_category where not deleted")
                .query(Long.class)
                .single();
    }
}
