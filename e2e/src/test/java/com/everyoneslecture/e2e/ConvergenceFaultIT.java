package com.everyoneslecture.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Many writers, and processes that die under them: in the end the read model is what the category table is. */
class ConvergenceFaultIT {

    private static final int WRITES = 10_000;
    private static final int CATEGORIES = 500;
    private static final int CLIENTS = 8;
    private static final long SEED = 20_260_101;

    private final AtomicInteger written = new AtomicInteger();

    @Test
    @Timeout(900)
    void theReadModelEqualsTheCategoryTableThoughRelayAndProjectorWereKilled() throws Exception {
        try (Launcher launcher = Launcher.up()) {
            Categories categories = new Categories(launcher);
            ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
            List<Future<?>> writers = new ArrayList<>();
            for (int client = 0; client < CLIENTS; client++) {
                int number = client;
                writers.add(clients.submit(() -> write(categories, number)));
            }

            awaitWritten(WRITES / 5);
            launcher.run("kill", "outbox-relay");
            awaitWritten(2 * WRITES / 5);
            launcher.run("start", "outbox-relay");
            awaitWritten(3 * WRITES / 5);
            launcher.run("kill", "lecture-projector");
            awaitWritten(4 * WRITES / 5);
            launcher.run("start", "lecture-projector");
            for (Future<?> writer : writers) {
                writer.get();
            }
            clients.shutdown();

            Map<Long, String> truth = rows(
                    launcher.jdbcUrl("category-db", "category"),
                    "select category_id, version || ' ' || category_name from lecture_category");
            assertThat(truth).isNotEmpty().hasSizeLessThan(CATEGORIES);
            Awaitility.await("the read model is what the category table is")
                    .atMost(Duration.ofMinutes(2))
                    .pollInterval(Duration.ofMillis(500))
                    .untilAsserted(() -> assertThat(rows(
                                    launcher.jdbcUrl("lecture-db", "lecture"),
                                    "select category_id, aggregate_version || ' ' || category_name from read_category"
                                            + " where not deleted"))
                            .isEqualTo(truth));
            assertThat(rows(launcher.jdbcUrl("category-db", "category"), "select 1, count(*)::text from outbox"))
                    .as("an outbox row with every write")
                    .containsEntry(1L, String.valueOf(WRITES));
        }
    }

    /** Each client has categories of its own, so that none is in another's way and every write succeeds. */
    private Void write(Categories categories, int client) throws IOException, InterruptedException {
        Random random = new Random(SEED + client);
        List<Long> ids = new ArrayList<>();
        int own = CATEGORIES * (client + 1) / CLIENTS - CATEGORIES * client / CLIENTS;
        int deletable = 5;
        for (int number = 0; number < WRITES / CLIENTS; number++) {
            if (number < own) {
                ids.add(categories.create("범주 " + client + "-" + number));
            } else if (number % 200 == 199 && deletable-- > 0) {
                long id = ids.remove(random.nextInt(ids.size()));
                requireSuccess(categories.change("DELETE", id, "").statusCode());
            } else {
                long id = ids.get(random.nextInt(ids.size()));
                String name = "{\"categoryName\":\"이름 " + client + "-" + number + "\"}";
                requireSuccess(categories
                        .change(number % 2 == 0 ? "PUT" : "PATCH", id, name)
                        .statusCode());
            }
            written.incrementAndGet();
        }
        return null;
    }

    private static void requireSuccess(int statusCode) throws IOException {
        if (statusCode / 100 != 2) {
            throw new IOException("a write was answered with " + statusCode);
        }
    }

    private void awaitWritten(int count) {
        Awaitility.await(count + " writes").atMost(Duration.ofMinutes(5)).until(() -> written.get() >= count);
    }

    private static Map<Long, String> rows(String jdbcUrl, String sql) throws SQLException {
        Map<Long, String> rows = new TreeMap<>();
        try (Connection connection = DriverManager.getConnection(jdbcUrl);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            while (row.next()) {
                rows.put(row.getLong(1), row.getString(2));
            }
        }
        return rows;
    }
}
