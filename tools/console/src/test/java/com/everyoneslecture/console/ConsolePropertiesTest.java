package com.everyoneslecture.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.everyoneslecture.outbox.service.configuration.WrongConfigurationException;
import java.net.InetAddress;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.web.server.autoconfigure.ServerProperties;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

class ConsolePropertiesTest {

    private final Map<String, Object> keys = new HashMap<>(Map.of(
            "console.category-url", "http://127.0.0.1:8081",
            "console.lecture-url", "http://127.0.0.1:8082",
            "console.relay-url", "http://127.0.0.1:8083",
            "console.topic", "categoryChanged",
            "console.group", "CGR-lecture-categoryChanged",
            "console.connector", "outbox",
            "console.slot", "category_outbox",
            "console.proxy.headers", "x-forwarded",
            "console.kafka.bootstrap-servers", "127.0.0.1:9092",
            "console.demonstration.enabled", "false"));
    private final ServerProperties server = new ServerProperties();

    ConsolePropertiesTest() {
        keys.put("console.login.for-reading", "false");
        for (String database : new String[] {"category", "lecture"}) {
            String prefix = "console." + database + "-database.";
            keys.put(prefix + "url", "jdbc:postgresql://127.0.0.1/" + database);
            keys.put(prefix + "username", "console");
            keys.put(prefix + "password", "secret");
        }
        server.setAddress(InetAddress.getLoopbackAddress());
    }

    @Test
    void keepsPasswordsToItself() {
        assertThat(bind().toString()).doesNotContain("secret");
    }

    @Test
    void namesEveryWrongKeyAtOnce() {
        keys.put("console.relay-url", "127.0.0.1:8083");
        keys.put("console.lecture-database.url", "lecture");
        keys.put("console.themes", "categoryChanged");
        keys.remove("console.category-database.password");

        assertThatThrownBy(this::bind)
                .isInstanceOf(WrongConfigurationException.class)
                .hasMessageContaining("console.relay-url is not of the form http://host:port")
                .hasMessageContaining("console.lecture-database.url")
                .hasMessageContaining("console.themes is not a known key")
                .hasMessageContaining("console.category-database.password is missing");
    }

    @Test
    void takesNoLoginInAUrl() {
        keys.put("console.lecture-database.url", "jdbc:postgresql://console:hidden@127.0.0.1/lecture");

        assertThatThrownBy(this::bind)
                .isInstanceOf(WrongConfigurationException.class)
                .hasMessageContaining("console.lecture-database.url is not of the form")
                .message()
                .doesNotContain("hidden");
    }

    @Test
    void lowersItsGuardForThisMachineAlone() throws Exception {
        keys.put("console.demonstration.enabled", "true");
        assertThat(bind().demonstration().enabled()).isTrue();

        server.setAddress(InetAddress.getByName("0.0.0.0"));
        assertThatThrownBy(this::bind)
                .isInstanceOf(WrongConfigurationException.class)
                .hasMessageContaining("console.demonstration.enabled")
                .hasMessageContaining("server.address");
    }

    @Test
    void takesEncodedPasswordsOnly() {
        keys.put("console.login.users.alice.password", "$2y$12$abcdefghijklmnopqrstuOZp0aBcDeFgHiJkLmNoPqRsTuVwXyZ01");
        assertThat(bind().toString()).doesNotContain("$2y$");
        keys.put("console.login.users.bob.password", "plain");
        keys.put("console.login.users.carol.password", "$2y$04$abcdefghijklmnopqrstuOZp0aBcDeFgHiJkLmNoPqRsTuVwXyZ01");
        keys.put(
                "console.login.users[Dave Roe].password",
                "$2y$12$abcdefghijklmnopqrstuOZp0aBcDeFgHiJkLmNoPqRsTuVwXyZ01");

        assertThatThrownBy(this::bind)
                .isInstanceOf(WrongConfigurationException.class)
                .hasMessageContaining("bob")
                .hasMessageContaining("carol")
                .hasMessageContaining("Dave Roe")
                .hasMessageContaining("htpasswd")
                .hasMessageNotContaining("alice")
                .hasMessageNotContaining("plain");
    }

    private ConsoleProperties bind() {
        StandardEnvironment environment = new StandardEnvironment();
        environment.getPropertySources().addFirst(new MapPropertySource("test", keys));
        return new Wiring().consoleProperties(environment, server);
    }
}
