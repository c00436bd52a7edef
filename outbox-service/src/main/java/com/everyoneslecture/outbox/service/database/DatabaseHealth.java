package com.everyoneslecture.outbox.service.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import javax.net.ssl.SSLHandshakeException;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * Up while the database accepts connections of the service; otherwise down with the cause, and with the remedy if an operator
 * must act.
 */
public final class DatabaseHealth implements HealthIndicator {

    private static final int ANSWER_SECONDS = 1;
    private static final int MAXIMUM_CAUSES = 20;

    private static final String LOGIN =
            "correct SPRING_DATASOURCE_USERNAME and SPRING_DATASOURCE_PASSWORD, or the server's"
                    + " pg_hba.conf. A password from a file is read again for each connection: correct the file, and nothing has to be restarted";

    private static final String CERTIFICATE = "trust the authority that signed the server's certificate (sslrootcert in"
            + " SPRING_DATASOURCE_URL), call the server by a name that is in it, and check whether it has expired";

    /** In every translation of the driver's message about a certificate for another name, which has no cause. */
    private static final String OTHER_NAME = "PgjdbcHostnameVerifier";

    private static final Map<String, String> BY_SQLSTATE = Map.of(
            "28P01", LOGIN,
            "28000", LOGIN,
            // The driver's SQLSTATE if the server requires a password and none is set.
            "08004", LOGIN,
            "3D000", "create the database and run its migrations, or correct SPRING_DATASOURCE_URL");

    private final DataSource database;

    /** Creates the indicator without a connection. */
    public DatabaseHealth(DataSource database) {
        this.database = database;
    }

    @Override
    public Health health() {
        try (Connection connection = database.getConnection()) {
            return connection.isValid(ANSWER_SECONDS)
                    ? Health.up().build()
                    : Health.down()
                            .withDetail("cause", "PostgreSQL does not answer")
                            .build();
        } catch (SQLException e) {
            return down(e);
        }
    }

    private static Health down(SQLException failure) {
        SQLException cause = innermost(failure);
        String state = cause.getSQLState();
        String line = String.valueOf(cause.getMessage())
                .lines()
                .findFirst()
                .orElse("")
                .strip();
        Health.Builder health =
                Health.down().withDetail("cause", "PostgreSQL" + (state == null ? "" : " " + state) + ": " + line);
        String remedy = isOfCertificate(cause) ? CERTIFICATE : state == null ? null : BY_SQLSTATE.get(state);
        return (remedy == null ? health : health.withDetail("remedy", remedy)).build();
    }

    private static boolean isOfCertificate(SQLException failure) {
        return failure.getCause() instanceof SSLHandshakeException
                || String.valueOf(failure.getMessage()).contains(OTHER_NAME);
    }

    /** Returns the driver's failure, because the pool wraps it. */
    private static SQLException innermost(SQLException failure) {
        SQLException found = failure;
        @Nullable Throwable cause = failure;
        for (int depth = 0; cause != null && depth < MAXIMUM_CAUSES; depth++) {
            found = cause instanceof SQLException sql ? sql : found;
            cause = cause.getCause();
        }
        return found;
    }
}
