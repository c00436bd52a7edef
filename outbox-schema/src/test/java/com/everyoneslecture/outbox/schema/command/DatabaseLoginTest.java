package com.everyoneslecture.outbox.schema.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.List;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class DatabaseLoginTest {

    private static final String URL = "jdbc:postgresql://db/shop";

    @ParameterizedTest
    @CsvSource({
        "28P01, 'Set PGPASSWORD, or PGPASSWORD_FILE, to the password of admin.'",
        "08004, 'Set PGPASSWORD, or PGPASSWORD_FILE, to the password of admin.'",
        "08001, Is PostgreSQL running and reachable at jdbc:postgresql://db/shop?",
        "42501, ''",
    })
    void saysWhatToDoAboutALoginThatFailed(String state, String remedy) {
        DatabaseLogin login = CommandLine.populateCommand(new DatabaseLogin(), "--url", URL, "--user", "admin");

        assertThat(login.remedy(new SQLException("failed", state))).isEqualTo(remedy);
    }

    @Test
    void namesWhatToCheckOfACertificate() {
        DatabaseLogin login = CommandLine.populateCommand(new DatabaseLogin(), "--url", URL, "--user", "admin");

        assertThat(List.of(
                        new SQLException("SSL error", "08006", new SSLHandshakeException("PKIX path building failed")),
                        new SQLException(
                                "The hostname db could not be verified by hostnameverifier PgjdbcHostnameVerifier.",
                                "08006")))
                .allSatisfy(failure -> assertThat(login.remedy(failure)).contains("sslrootcert", "--url"));
    }
}
