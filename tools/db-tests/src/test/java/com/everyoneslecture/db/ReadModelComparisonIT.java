package com.everyoneslecture.db;

import static org.assertj.core.api.Assertions.assertThat;

import com.everyoneslecture.localstack.readmodel.ReadModelComparison;
import com.everyoneslecture.localstack.readmodel.ReadModelReport;
import com.everyoneslecture.testservices.TestDatabase;
import com.everyoneslecture.testservices.TestPostgres;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The read model against the categories, as {@code ./outbox verify} compares them. */
class ReadModelComparisonIT {

    private static final TestDatabase CATEGORY = TestPostgres.shared().create(Schema.CATEGORY);
    private static final TestDatabase LECTURE = TestPostgres.shared().create(Schema.LECTURE);
    private static final DataSource CATEGORIES = CATEGORY.admin();
    private static final DataSource READ_MODEL = LECTURE.admin();

    private final ReadModelComparison comparison =
            new ReadModelComparison(CATEGORY.as("console"), LECTURE.as("console"));

    @BeforeEach
    void beginWithThree() throws SQLException {
        Sql.execute(CATEGORIES, "truncate lecture_category");
        Sql.execute(READ_MODEL, "truncate read_category");
        for (int id = 1; id <= 3; id++) {
            category(id, 1, "정전 " + id);
            row(id, 1, "정전 " + id, false);
        }
    }

    @Test
    void findsThemAlikeThoughTheReadModelKeepsDeletedCategories() throws Exception {
        row(4, 2, "지워짐", true);

        ReadModelReport report = comparison.run(Duration.ZERO);

        assertThat(report.alike()).isTrue();
        assertThat(report.lines())
                .containsExactly(
                        "rows in the read model             4  of 3 categories",
                        "the read model has every category at its newest version");
    }

    @Test
    void namesEachCategoryThatDiffersWithTheRemedy() throws Exception {
        category(4, 1, "빠짐");
        row(5, 1, "남음", false);
        Sql.execute(CATEGORIES, "update lecture_category set version = 2 where category_id = 1");
        Sql.execute(READ_MODEL, "update read_category set aggregate_version = 2 where category_id = 2");
        Sql.execute(READ_MODEL, "update read_category set deleted = true where category_id = 3");

        ReadModelReport report = comparison.run(Duration.ZERO);

        assertThat(report.alike()).isFalse();
        assertThat(report.differences())
                .containsExactly(
                        "category 1: version 2 \"정전 1\"; in the read model: version 1 \"정전 1\"",
                        "category 2: version 1 \"정전 2\"; in the read model: version 2 \"정전 2\"",
                        "category 3: version 1 \"정전 3\"; in the read model: version 1, deleted",
                        "category 4: version 1 \"빠짐\"; in the read model: missing",
                        "category 5: does not exist; in the read model: version 1 \"남음\"");
        assertThat(report.lines())
                .contains("different                          5")
                .last()
                .asString()
                .contains("/lecture/rebuilds");
    }

    @Test
    void waitsForAReadModelThatIsBehind() throws Exception {
        category(4, 1, "나중에");
        CompletableFuture<ReadModelReport> compared = CompletableFuture.supplyAsync(() -> {
            try {
                return comparison.run(Duration.ofMinutes(1));
            } catch (SQLException | InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        // Once the session is idle behind this query, the comparison has found the difference twice.
        Awaitility.await()
                .until(() -> Sql.one(
                                READ_MODEL,
                                "select count(*) > 0 from pg_stat_activity where datname = current_database() and usename = 'console'"
                                        + " and state = 'idle' and query like '%category_id = any(%'")
                        .equals("t"));
        row(4, 1, "나중에", false);

        assertThat(compared.get(2, TimeUnit.MINUTES).alike()).isTrue();
    }

    @Test
    void comparesAnyNumberOfRowsAndNamesSomeOfManyDifferences() throws Exception {
        Sql.execute(
                CATEGORIES,
                "insert into lecture_category (category_id, category_name, version) overriding system value"
                        + " select n, 'a', 1 from generate_series(10, 30000) as n");

        ReadModelReport report = comparison.run(Duration.ZERO);

        assertThat(report.categories()).isEqualTo(29_994);
        assertThat(report.rows()).isEqualTo(3);
        assertThat(report.more()).isTrue();
        assertThat(report.differences()).hasSize(1_000);
        assertThat(report.lines())
                .hasSize(15)
                .contains("different                      1,000  and more", "  and others");
    }

    private static void category(long id, long version, String name) throws SQLException {
        Sql.execute(
                CATEGORIES,
                "insert into lecture_category (category_id, category_name, version) overriding system value values (%s, '%s', %s)"
                        .formatted(id, name, version));
    }

    private static void row(long id, long version, String name, boolean deleted) throws SQLException {
        Sql.execute(
                READ_MODEL,
                "insert into read_category (category_id, category_name, aggregate_version, deleted, event_id, occurred_at)"
                        + " values (%s, '%s', %s, %s, gen_random_uuid(), now())".formatted(id, name, version, deleted));
    }
}
