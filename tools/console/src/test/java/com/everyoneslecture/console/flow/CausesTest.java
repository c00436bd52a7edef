package com.everyoneslecture.console.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.ConnectException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;

class CausesTest {

    private static final String UNABLE_TO_CONNECT = "08001";

    /** The connection pool may time out before or after the driver reports the failed login. */
    @Test
    void saysOfAFrozenDatabaseThatItDoesNotAnswer() {
        SQLException login = new SQLException("Connection attempt timed out.", UNABLE_TO_CONNECT);

        assertThat(Causes.of(login)).isEqualTo("does not answer");
        assertThat(Causes.of(new SQLTransientConnectionException("no connection", login)))
                .isEqualTo("does not answer");
        assertThat(Causes.of(new SQLTransientConnectionException("no connection")))
                .isEqualTo("does not answer");
    }

    @Test
    void reportsThatUnreachableBrokersDoNotAnswer() {
        assertThat(Causes.of(new ExecutionException(
                        new TimeoutException("Timed out waiting for a node assignment. Call: listNodes"))))
                .isEqualTo("does not answer");
    }

    @Test
    void saysWhyThereIsNoConnection() {
        assertThat(Causes.of(new SQLException("Connection refused.", UNABLE_TO_CONNECT, new ConnectException())))
                .isEqualTo("connection refused");
        assertThat(Causes.of(new SQLException("no server with targetServerType primary", UNABLE_TO_CONNECT)))
                .contains("targetServerType");
        assertThat(Causes.of(new SQLException("password authentication failed\nfor all", "28P01")))
                .isEqualTo("password authentication failed");
    }
}
