package com.everyoneslecture.outbox.service.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.stream.Stream;
import javax.net.ssl.SSLHandshakeException;
import javax.sql.DataSource;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;

class DatabaseHealthTest {

    @ParameterizedTest
    @MethodSource
    void namesWhatAnOperatorMustDo(SQLException failure, String remedy) {
        Health health = new DatabaseHealth(failing(new SQLTransientConnectionException("pool", failure))).health();

        assertThat(health.getStatus()).isEqualTo(Status.DOWN);
        assertThat(String.valueOf(health.getDetails().get("cause"))).startsWith("PostgreSQL " + failure.getSQLState());
        assertThat(String.valueOf(health.getDetails().get("remedy"))).contains(remedy);
    }

    static Stream<Arguments> namesWhatAnOperatorMustDo() {
        Exception untrusted = new SSLHandshakeException("PKIX path building failed");
        return Stream.of(
                Arguments.of(new SQLException("no", "28P01"), "SPRING_DATASOURCE_PASSWORD"),
                Arguments.of(new SQLException("no", "3D000"), "SPRING_DATASOURCE_URL"),
                Arguments.of(new SQLException("refused", "08001"), "null"),
                Arguments.of(new SQLException("SSL error", "08006", untrusted), "sslrootcert"),
                Arguments.of(
                        new SQLException(
                                "The hostname db could not be verified by hostnameverifier PgjdbcHostnameVerifier.",
                                "08006"),
                        "sslrootcert"));
    }

    private static DataSource failing(SQLException failure) {
        return (DataSource) Proxy.newProxyInstance(
                DataSource.class.getClassLoader(), new Class<?>[] {DataSource.class}, (proxy, method, arguments) -> {
                    throw failure;
                });
    }
}
