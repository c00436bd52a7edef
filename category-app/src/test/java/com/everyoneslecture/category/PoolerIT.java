package com.everyoneslecture.category;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.everyoneslecture.db.Schema;
import com.everyoneslecture.testservices.ForeignSettings;
import com.everyoneslecture.testservices.TestDatabase;
import com.everyoneslecture.testservices.TestPostgres;
import com.everyoneslecture.testservices.pooler.TransactionPooler;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

/** The service behind a pooler that gives each transaction another session of the database. */
class PoolerIT {

    private static final Duration BOUND = Duration.ofSeconds(30);

    /** The driver prepares a statement on the server when it is executed for the fifth time. */
    private static final int CHANGES = 12;

    private final TestDatabase database = TestPostgres.shared().create(Schema.CATEGORY);

    @Test
    void worksAndLeavesTheSessionsAsTheyWere() throws Exception {
        // The service needs only its own settings: the role's search path contains no table.
        ForeignSettings.giveTo("category_app", database);
        try (TransactionPooler pooler = new TransactionPooler(database)) {
            Map<String, Object> pooled = new HashMap<>(CategoryDatabase.settings(database));
            pooled.put("spring.datasource.url", pooler.jdbcUrl());
            try (Service service = Service.start(pooled)) {
                long id = service.http().create("최종테스트");
                await().atMost(BOUND).until(() -> pooler.idleSessions() > 1);
                for (int change = 1; change <= CHANGES; change++) {
                    String body = "{\"categoryName\":\"name " + change + "\"}";
                    assertThat(service.http().put(id, body).statusCode()).isEqualTo(200);
                    assertThat(service.http()
                                    .get("/category/lectureCategories/" + id)
                                    .body())
                            .contains("name " + change);
                }
            }
            assertThat(statementTimeouts(pooler)).containsExactly("5s");
        }
        assertThat(one("select count(*) || ' up to ' || max(aggregateversion) from public.outbox"))
                .isEqualTo((CHANGES + 1) + " up to " + (CHANGES + 1));
    }

    /** Queries every session of the pooler, one after the other. */
    private Set<String> statementTimeouts(TransactionPooler pooler) throws SQLException {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(pooler.jdbcUrl() + "?assumeMinServerVersion=15&prepareThreshold=0");
        source.setUser("category_app");
        source.setPassword(database.password("category_app"));
        Set<String> found = new TreeSet<>();
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            for (int sessions = pooler.idleSessions(); sessions > 0; sessions--) {
                try (ResultSet row = statement.executeQuery("show statement_timeout")) {
                    row.next();
                    found.add(row.getString(1));
                }
            }
        }
        return found;
    }

    private String one(String sql) throws SQLException {
        try (Connection connection = database.admin().getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }
}
