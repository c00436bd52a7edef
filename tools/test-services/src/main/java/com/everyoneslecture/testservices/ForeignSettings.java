package com.everyoneslecture.testservices;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import javax.sql.DataSource;

/** Settings of a role for other programs: a service that relies on the defaults fails with them. */
public final class ForeignSettings {

    /** The times differ from those of all services, or the settings lead to other tables. */
    private static final List<String> SETTINGS = List.of(
            "statement_timeout = '5s'",
            "lock_timeout = '5s'",
            "idle_in_transaction_session_timeout = '5s'",
            "idle_session_timeout = '1min'",
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

    private ForeignSettings() {}

    /** Gives the settings to the role, for later sessions of this database. */
    public static void giveTo(String role, TestDatabase database) throws SQLException {
        try (Connection connection = database.admin().getConnection();
                Statement statement = connection.createStatement()) {
            for (String setting : SETTINGS) {
                statement.execute("alter role " + role + " in database " + database.name() + " set " + setting);
            }
        }
    }

    /** Returns a session's values of these settings, by name: {@code lock_timeout=0 search_path=public}. */
    public static String shown(DataSource source) throws SQLException {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(SHOWN)) {
            row.next();
            return row.getString(1);
        }
    }
}
