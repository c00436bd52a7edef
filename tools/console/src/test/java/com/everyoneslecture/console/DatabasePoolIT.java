package com.everyoneslecture.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.everyoneslecture.db.Schema;
import com.everyoneslecture.testservices.ForeignSettings;
import com.everyoneslecture.testservices.TestDatabase;
import com.everyoneslecture.testservices.TestPostgres;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** The settings of a role for other programs do not affect the console. */
class DatabasePoolIT {

    private final TestDatabase database = TestPostgres.shared().create(Schema.CATEGORY);

    @Test
    void hasItsOwnSessionSettings() throws SQLException {
        ForeignSettings.giveTo("console", database);
        try (HikariDataSource pool = DatabasePool.of(
                "category",
                new ConsoleProperties.Database(database.jdbcUrl(), "console", database.password("console")),
                Map.of())) {
            assertThat(ForeignSettings.shown(pool))
                    .isEqualTo("TimeZone=UTC default_transaction_isolation=read committed"
                            + " idle_in_transaction_session_timeout=10s idle_session_timeout=0 lock_timeout=0"
                            + " search_path=public, pg_temp statement_timeout=3500ms transaction_timeout=0");
            assertThat(one(pool, "select count(*) from outbox")).isEqualTo("0");
        }
    }

    private static String one(DataSource source, String sql) throws SQLException {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }
}
