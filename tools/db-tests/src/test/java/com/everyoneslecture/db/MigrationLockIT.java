package com.everyoneslecture.db;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.everyoneslecture.testservices.TestDatabase;
import com.everyoneslecture.testservices.TestPostgres;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class MigrationLockIT {

    private final TestDatabase database = TestPostgres.shared().create(Schema.LECTURE);

    /** Each connection is a new session, which ends when it is closed. */
    private final DataSource sessions = TestPostgres.shared().admin(database.name());

    @Test
    void namesTheSessionThatKeepsOthersFromMigrating() throws SQLException {
        try (Connection holding = sessions.getConnection();
                Statement holder = holding.createStatement();
                Connection waiting = sessions.getConnection();
                Statement waiter = waiting.createStatement()) {
            holder.execute("set application_name = 'somebody else'");
            MigrationLock.take(holder, Duration.ZERO);

            assertThatThrownBy(() -> MigrationLock.take(waiter, Duration.ofMillis(1)))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("of role postgres, application 'somebody else'")
                    .hasMessageContaining("select pg_terminate_backend(");
        }
    }

    @Test
    void isThereForTheNextWhenItIsReleasedOrItsSessionEnds() throws SQLException {
        try (Connection one = sessions.getConnection();
                Statement first = one.createStatement()) {
            try (Connection other = sessions.getConnection();
                    Statement second = other.createStatement()) {
                MigrationLock.take(first, Duration.ZERO);
                MigrationLock.release(first);
                MigrationLock.take(second, Duration.ofMinutes(1));
            }

            assertThatCode(() -> MigrationLock.take(first, Duration.ofMinutes(1)))
                    .doesNotThrowAnyException();
        }
    }
}
