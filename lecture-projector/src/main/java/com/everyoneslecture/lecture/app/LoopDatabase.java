package com.everyoneslecture.lecture.app;

import com.everyoneslecture.outbox.service.database.SessionSettings;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/**
 * The same database as the readers', for the loop's one connection, with bounds on every wait. The driver's properties of
 * the URL win; settings of the server, the database or the role do not.
 */
final class LoopDatabase extends DelegatingDataSource {

    private static final int CONNECT_SECONDS = 2;
    private static final int LOGIN_SECONDS = 3;

    /** Longer than any batch takes; a database that is frozen or cut off holds the loop no longer than this. */
    private static final int ANSWER_SECONDS = 20;

    /**
     * The server gives up before this side does; a loop that is frozen in a transaction keeps its locks from others no longer
     * than a minute.
     */
    private static final SessionSettings SETTINGS = new SessionSettings("18s", "1min");

    private LoopDatabase(DataSource target) {
        super(target);
    }

    static DataSource of(JdbcConnectionDetails database) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setConnectTimeout(CONNECT_SECONDS);
        source.setLoginTimeout(LOGIN_SECONDS);
        source.setSocketTimeout(ANSWER_SECONDS);
        source.setTcpKeepAlive(true);
        source.setApplicationName("lecture-projector-loop");
        // The detail of a refusal holds the row.
        source.setLogServerErrorDetail(false);
        source.setUrl(database.getJdbcUrl());
        source.setUser(database.getUsername());
        source.setPassword(database.getPassword());
        return new LoopDatabase(source);
    }

    @Override
    public Connection getConnection() throws SQLException {
        Connection connection = super.getConnection();
        try (Statement statement = connection.createStatement()) {
            statement.execute(SETTINGS.sql());
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }
}
