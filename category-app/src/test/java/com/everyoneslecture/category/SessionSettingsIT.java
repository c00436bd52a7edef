package com.everyoneslecture.category;

import static org.assertj.core.api.Assertions.assertThat;

import com.everyoneslecture.db.Schema;
import com.everyoneslecture.testservices.TestDatabase;
import com.everyoneslecture.testservices.TestPostgres;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Settings of a role that suit others break nothing that the service does. */
class SessionSettingsIT {

    private static final List<String> HOSTILE = List.of(
            "statement_timeout = '5s'",
            "lock_timeout = '5s'",
            "idle_in_transaction_session_timeout = '5s'",
            "idle_session_timeout = '5s'",
            "transaction_timeout = '5s'",
            "default_transaction_isolation = 'serializable'",
            "search_path = pg_catalog");

    private final TestDatabase database = TestPostgres.shared().create(Schema.CATEGORY);

    @Test
    void areTheServicesOwn() throws SQLException {
        for (String setting : HOSTILE) {
            execute("alter role category_app in database " + database.name() + " set " + setting);
        }
        try (Service service = Service.start(CategoryDatabase.settings(database))) {
            long id = service.http().create("최종테스트");
            assertThat(service.http().put(id, "{\"categoryName\":\"after\"}").statusCode())
                    .isEqualTo(200);
        }
        assertThat(one("select count(*) from public.outbox")).isEqualTo("2");
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = database.admin().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
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
