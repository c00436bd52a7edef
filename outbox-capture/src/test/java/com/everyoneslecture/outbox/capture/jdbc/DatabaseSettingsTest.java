package com.everyoneslecture.outbox.capture.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class DatabaseSettingsTest {

    @Test
    void knowsItsAddress() {
        DatabaseSettings settings = settings("jdbc:postgresql://db.example:6432/shop", Map.of());
        assertThat(settings.host()).isEqualTo("db.example");
        assertThat(settings.port()).isEqualTo("6432");
        assertThat(settings.databaseName()).isEqualTo("shop");
        assertThat(settings.address()).isEqualTo("db.example:6432/shop");
    }

    @Test
    void takesThePortThatPostgresHasByDefault() {
        assertThat(settings("jdbc:postgresql://db/shop", Map.of()).port()).isEqualTo("5432");
    }

    @Test
    void passesTheDriversPropertiesThrough() {
        Properties driver = settings(
                        "jdbc:postgresql://db/shop?sslmode=verify-full&connectTimeout=1",
                        Map.of("sslrootcert", "/ca.pem", "sslmode", "require"))
                .driverProperties();
        assertThat(driver)
                .containsEntry("sslrootcert", "/ca.pem")
                .containsEntry("sslmode", "verify-full")
                .containsEntry("connectTimeout", "1")
                .containsEntry("tcpKeepAlive", "true")
                .doesNotContainKeys("PGHOST", "PGPORT", "PGDBNAME", "password", "socketTimeout");
    }

    @Test
    void boundsTheWaitForAnswersOfStatementsOnly() {
        assertThat(settings("jdbc:postgresql://db/shop", Map.of()).statementProperties())
                .containsEntry("socketTimeout", "10")
                .containsEntry("user", "outbox_relay")
                .containsEntry("password", "secret");
    }

    @Test
    void keepsItsPasswordToItself() {
        assertThat(settings("jdbc:postgresql://db/shop", Map.of("sslpassword", "secret")))
                .hasToString("DatabaseSettings[outbox_relay@db:5432/shop]");
    }

    private static DatabaseSettings settings(String url, Map<String, String> properties) {
        return new DatabaseSettings(url, "outbox_relay", "secret", properties);
    }
}
