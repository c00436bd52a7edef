package com.everyoneslecture.console.flow;

import static org.assertj.core.api.Assertions.assertThat;

import com.everyoneslecture.console.flow.RowCount.Kind;
import com.everyoneslecture.db.Schema;
import com.everyoneslecture.testservices.TestDatabase;
import com.everyoneslecture.testservices.TestPostgres;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Numbers of rows are true, also without the server's statistics, which do not survive a crash. */
@Timeout(120)
class RowCounterIT {

    private static final int MANY = RowCounter.BOUND + 2_000;

    private final TestDatabase lecture = TestPostgres.shared().create(Schema.LECTURE);
    private final TestDatabase category = TestPostgres.shared().create(Schema.CATEGORY);

    @Test
    void countsExactlyUpToTheBoundAndEstimatesBeyondIt() throws SQLException {
        RowCounter counter = new RowCounter("public.read_category");
        insert(1, 13);
        assertThat(count(counter, lecture)).isEqualTo(RowCount.exact(13));
        execute("select pg_stat_reset()");
        assertThat(count(counter, lecture)).as("after a crash").isEqualTo(RowCount.exact(13));

        insert(14, MANY);
        execute("select pg_stat_reset()");
        RowCount never = count(counter, lecture);
        assertThat(never.kind()).as("after a crash, never analyzed").isEqualTo(Kind.MINIMUM);
        assertThat(never.rows()).isBetween((long) RowCounter.BOUND, (long) MANY);
        execute("analyze read_category");
        execute("select pg_stat_reset()");
        assertThat(count(counter, lecture))
                .as("after a crash, analyzed before")
                .isEqualTo(new RowCount(MANY, Kind.ESTIMATED));
    }

    @Test
    void countsTheRowsOfAllPartitions() throws SQLException {
        assertThat(count(new RowCounter("public.outbox"), category)).isEqualTo(RowCount.NONE);
    }

    private static RowCount count(RowCounter counter, TestDatabase database) throws SQLException {
        try (Connection connection = database.as("console").getConnection()) {
            return counter.count(connection);
        }
    }

    private void insert(int from, int to) throws SQLException {
        execute("insert into read_category (category_id, category_name, aggregate_version, event_id, occurred_at)"
                + " select id, 'c', 1, gen_random_uuid(), now() from generate_series(" + from + ", " + to + ") as id");
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = lecture.admin().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
