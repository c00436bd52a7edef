package com.everyoneslecture.relay.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import com.everyoneslecture.outbox.capture.finding.Finding;
import com.everyoneslecture.outbox.capture.finding.Finding.Status;
import com.everyoneslecture.outbox.capture.jdbc.Database;
import com.everyoneslecture.outbox.capture.jdbc.DatabaseSettings;
import java.security.cert.CertificateExpiredException;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConnectionFailureTest {

    private final ConnectionFailure failures = new ConnectionFailure(
            new Database(new DatabaseSettings("jdbc:postgresql://db/shop", "outbox_relay", "", Map.of())));

    @ParameterizedTest
    @CsvSource({"08001, start PostgreSQL", "08006, start PostgreSQL", "28P01, correct relay.database.password"})
    void advisesByTheStateOfTheFailure(String state, String advice) {
        Finding finding = failures.of(new SQLException("failed", state));
        assertThat(finding.status()).isEqualTo(Status.FAIL);
        assertThat(finding.advice()).startsWith(advice);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "28P01 | alter role \"the-relay\" password '…'",
                "28000 | alter role \"the-relay\" login",
                "42501 | grant connect on database \"a-b\" to \"the-relay\"",
                "3D000 | create database \"a-b\"",
            })
    void quotesNamesAsSqlNeedsThem(String state, String fix) {
        ConnectionFailure quoting = new ConnectionFailure(
                new Database(new DatabaseSettings("jdbc:postgresql://db/a-b", "the-relay", "", Map.of())));
        assertThat(quoting.of(new SQLException("failed", state)).fix()).isEqualTo(fix);
    }

    @Test
    void advisesToCheckTheCertificate() {
        Exception expired = new SSLHandshakeException("PKIX path validation failed");
        expired.initCause(new CertificateExpiredException("NotAfter: yesterday"));
        String otherName = "The hostname db could not be verified by hostnameverifier PgjdbcHostnameVerifier.";

        for (SQLException failure :
                List.of(new SQLException("SSL error", "08006", expired), new SQLException(otherName, "08006"))) {
            Finding finding = failures.of(failure);
            assertThat(finding.status()).isEqualTo(Status.FAIL);
            assertThat(finding.advice()).contains("sslrootcert").doesNotContain("start PostgreSQL");
        }
        assertThat(failures.of(new SQLException("SSL error", "08006", expired)).detail())
                .startsWith("db:5432/shop")
                .contains("NotAfter: yesterday");
    }
}
