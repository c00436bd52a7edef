package com.everyoneslecture.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.everyoneslecture.db.Schema;
import com.everyoneslecture.testservices.TestDatabase;
import com.everyoneslecture.testservices.TestPostgres;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** Settings of a role that suit others do not reach the console. */
class DatabasePoolIT {

    /** The times are others than the service's own, or the settings lead elsewhere. */
    private static final List<String> HOSTILE = List.of(
            "statement_timeout = '5s'",
            "lock_timeout = '5s'",
            "idle_in_transaction_session_timeout = '5s'",
            "idle_session_timeout = '5s'",
            "transaction_timeout = '2s'",
            "default_transaction_isolation = 'serializable'",
            "timezone = 'America/New_York'",
            "search_path = pg_catalog");

    private static final String SHOWN = """
            select string_agg(name || '=' || current_setting(name), ' ' order by name)
            from pg_settings
            where name in ('statement_timeout', 'lock_timeout', 'idle_in_transaction_session_timeout', 'idle_session_timeout',
                           'transaction_timeout', 'default_transaction_isolation', 'TimeZone', 'search_path')
            """;

    private final TestDatabase database = TestPostgres.shared().create(Schema.CATEGORY);

    @Test
    void hasItsOwnSessionSettings() throws SQLException {
        for (String setting : HOSTILE) {
            execute(database.admin(), "alter role console in database " + database.name() + " set " + setting);
        }
        try (HikariDataSource pool = DatabasePool.of(
                "category",
                new ConsoleProperties.Database(database.jdbcUrl(), "console", database.password("console")))) {
            assertThat(one(pool, SHOWN))
                    .isEqualTo("TimeZone=UTC default_transaction_isolation=read committed"
                            + " idle_in_transaction_session_timeout=10s idle_session_timeout=0 lock_timeout=0"
                            + " search_path=public, pg_temp statement_timeout=3500ms transaction_timeout=0");
            assertThat(one(pool, "select count(*) from outbox")).isEqualTo("0");
        }
    }

    private static void execute(DataSource source, String sql) throws SQLException {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
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
