package com.everyoneslecture.category;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A stop during a request that waits for a row that this test has locked. */
class ShutdownIT {

    private final Service service = start();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Connection holder = connect();
    private long id;

    @BeforeEach
    void holdTheRow() throws Exception {
        id = service.http().create("held");
        holder.setAutoCommit(false);
        try (Statement statement = holder.createStatement()) {
            statement.execute("select * from lecture_category where category_id = " + id + " for update");
        }
    }

    @AfterEach
    void close() throws Exception {
        threads.shutdownNow();
        holder.close();
        service.close();
    }

    @Test
    void letsARequestInHandEnd() throws Exception {
        CompletableFuture<HttpResponse<String>> change = change();
        awaitWaitingRequest();
        CompletableFuture<Void> stop = CompletableFuture.runAsync(service::close, threads);
        await().atMost(10, TimeUnit.SECONDS).until(this::isClosedToNewRequests);

        holder.rollback();

        assertThat(change.get(10, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
        stop.get(10, TimeUnit.SECONDS);
    }

    @Test
    void doesNotWaitForARequestThatDoesNotEnd() throws Exception {
        CompletableFuture<HttpResponse<String>> change = change();
        awaitWaitingRequest();

        service.close();

        // The row is still locked, so the request cannot have succeeded.
        assertThat(change.handle((response, failure) -> failure != null || response.statusCode() >= 500)
                        .get(10, TimeUnit.SECONDS))
                .isTrue();
    }

    private CompletableFuture<HttpResponse<String>> change() {
        return CompletableFuture.supplyAsync(() -> service.http().put(id, "{\"categoryName\":\"changed\"}"), threads);
    }

    private static void awaitWaitingRequest() {
        await().atMost(10, TimeUnit.SECONDS).until(() -> {
            try (Connection connection = connect();
                    Statement statement = connection.createStatement();
                    ResultSet waiting = statement.executeQuery("select 1 from pg_stat_activity"
                            + " where datname = current_database() and wait_event_type = 'Lock'")) {
                return waiting.next();
            }
        });
    }

    private boolean isClosedToNewRequests() {
        try {
            service.http().get("/actuator/health/liveness");
            return false;
        } catch (AssertionError refused) {
            return true;
        }
    }

    private static Service start() {
        Map<String, Object> patient = new HashMap<>(CategoryDatabase.settings(CategoryDatabase.DATABASE));
        patient.put("spring.datasource.hikari.data-source-properties.options", "-c lock_timeout=60s");
        patient.put("spring.datasource.hikari.data-source-properties.socketTimeout", "60");
        return Service.start(patient);
    }

    private static Connection connect() {
        try {
            return CategoryDatabase.DATABASE.admin().getConnection();
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }
}
