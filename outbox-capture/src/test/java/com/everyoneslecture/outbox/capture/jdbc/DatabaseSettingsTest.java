package com.everyoneslecture.outbox.capture.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
    void knowsAllServersThatMayBeThePrimary() {
        DatabaseSettings settings = settings("jdbc:postgresql://a,b:6432,[::1]:7432/shop?sslmode=require", Map.of());
        assertThat(settings.hosts()).containsExactly("a:5432", "b:6432", "[::1]:7432");
        assertThat(settings.address()).isEqualTo("a:5432,b:6432,[::1]:7432/shop");
        assertThat(settings.databaseName()).isEqualTo("shop");
    }

    @Test
    void connectsToThePrimaryAloneOfSeveralServers() {
        DatabaseSettings settings = settings(
                "jdbc:postgresql://a,b/shop?targetServerType=any", Map.of("targetServerType", "preferSecondary"));
        assertThat(settings.statementProperties())
                .containsEntry("targetServerType", "primary")
                .containsEntry("hostRecheckSeconds", "1")
                // Each host may use up both time-outs before the driver tries the next one.
                .containsEntry("loginTimeout", "30");
        assertThat(settings("jdbc:postgresql://a,b/shop?hostRecheckSeconds=7", Map.of())
                        .statementProperties())
                .containsEntry("hostRecheckSeconds", "7");
        assertThat(settings("jdbc:postgresql://a/shop", Map.of()).statementProperties())
                .doesNotContainKeys("targetServerType", "hostRecheckSeconds")
                .containsEntry("loginTimeout", "5");
    }

    @Test
    void keepsEverySettingOnOneOfSeveralServers() {
        DatabaseSettings one = settings(
                        "jdbc:postgresql://a,b:6432/shop%20one?sslmode=require", Map.of("sslrootcert", "/ca.pem"))
                .on("b:6432");
        assertThat(one.url()).isEqualTo("jdbc:postgresql://b:6432/shop%20one");
        assertThat(one.hosts()).containsExactly("b:6432");
        assertThat(one.host()).isEqualTo("b");
        assertThat(one.port()).isEqualTo("6432");
        assertThat(one.databaseName()).isEqualTo("shop one");
        assertThat(one.driverProperties())
                .containsEntry("sslmode", "require")
                .containsEntry("loginTimeout", "5")
                .containsEntry("sslrootcert", "/ca.pem")
                .containsEntry("targetServerType", "primary");
    }

    @Test
    void triesTheLastPrimaryFirst() {
        assertThat(new ServerUrl("jdbc:postgresql://a,b/shop?x=y").withHosts(List.of("b:5432", "a:5432")))
                .isEqualTo("jdbc:postgresql://b:5432,a:5432/shop");
    }

    @Test
    void keepsItsPasswordToItself() {
        assertThat(settings("jdbc:postgresql://db/shop", Map.of("sslpassword", "secret")))
                .hasToString("DatabaseSettings[outbox_relay@db:5432/shop]");
    }

    /** What is wrong may be in front of a password. */
    @ParameterizedTest
    @ValueSource(
            strings = {"jdbc:postgresql://db:port/shop?password=hunter2", "jdbc:postgresql://relay:hunter2@db/shop"})
    void keepsAUrlThatIsNoneToItself(String url) {
        assertThatThrownBy(() -> settings(url, Map.of()).address())
                .isInstanceOf(IllegalArgumentException.class)
                .message()
                .doesNotContain("hunter2");
    }

    private static DatabaseSettings settings(String url, Map<String, String> properties) {
        return new DatabaseSettings(url, "outbox_relay", "secret", properties);
    }
}
