package com.everyoneslecture.chaos.fault;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicReference;
import javax.sql.DataSource;

/**
 * The publication of the outbox, as the migrations create it.
 *
 * @param superuser the data source of the superuser of its server
 * @param columns the published columns, separated by commas
 */
record Publication(DataSource superuser, String columns) {

    private static final String COLUMNS = """
            select string_agg(quote_ident(name), ', ' order by position)
            from pg_publication_tables, unnest(attnames) with ordinality as columns (name, position)
            where pubname = 'outbox' and tablename = 'outbox'
            """;

    /** Reads the columns, which a change must keep. */
    static Publication read(DataSource superuser) throws InterruptedException {
        AtomicReference<String> columns = new AtomicReference<>("");
        Bounded.until("to read the publication's columns", () -> {
            try (Connection connection = superuser.getConnection();
                    Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery(COLUMNS)) {
                row.next();
                columns.set(row.getString(1));
                return columns.get() != null;
            }
        });
        return new Publication(superuser, columns.get());
    }

    void drop() throws InterruptedException {
        Sql.run(superuser, "drop publication if exists outbox");
    }

    /** Creates it again, as the migration does. */
    void create() throws InterruptedException {
        Sql.run(
                superuser,
                "drop publication if exists outbox",
                "create publication outbox for table outbox (" + columns
                        + ") with (publish = 'insert', publish_via_partition_root = true)");
    }

    void dropTable() throws InterruptedException {
        Sql.run(superuser, """
                do $$
                begin
                    if exists (select from pg_publication_tables where pubname = 'outbox') then
                        alter publication outbox drop table outbox;
                    end if;
                end $$""");
    }

    /** Publishes the table again, with all its rows. */
    void setTable() throws InterruptedException {
        Sql.run(superuser, "alter publication outbox set table outbox (" + columns + ")");
    }

    /** Filters out every second version of each aggregate. */
    void filter() throws InterruptedException {
        Sql.run(
                superuser,
                "alter publication outbox set table outbox (" + columns + ") where (aggregateversion % 2 = 0)");
    }
}
