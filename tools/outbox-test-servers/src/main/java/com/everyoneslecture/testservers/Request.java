package com.everyoneslecture.testservers;

import com.everyoneslecture.outbox.event.OutboxNames;
import com.everyoneslecture.outbox.schema.OutboxDefinition;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * The servers that a test needs.
 *
 * @param outbox the outbox, which is created if it is missing
 * @param database the caller's database; null for a server of this program
 * @param bootstrapServers the caller's brokers; null for a broker of this program
 * @param scripts SQL that the administrator runs once the outbox exists, one text after the other
 * @param relay environment variables of the relay besides those that follow from the servers
 * @param relayJar the executable jar of the relay; null for no relay
 */
record Request(
        OutboxDefinition outbox,
        @Nullable OwnDatabase database,
        @Nullable String bootstrapServers,
        String scripts,
        Map<String, String> relay,
        @Nullable Path relayJar) {

    private static final String RELAY_VARIABLE = "relay.";

    /** A database of the caller, with its administrator. */
    record OwnDatabase(String url, String user, String password) {}

    Request {
        relay = Map.copyOf(relay);
    }

    /** @throws IllegalArgumentException if a property is missing, or a name cannot be used */
    static Request of(Properties properties) {
        OutboxNames names = OutboxNames.parse(required(properties, "table"));
        String url = properties.getProperty("database.url");
        String relayJar = properties.getProperty("relayJar");
        return new Request(
                new OutboxDefinition(
                        names,
                        names.table().matches("[a-z_][a-z0-9_]*") ? names.table() : "outbox_test",
                        required(properties, "writer"),
                        required(properties, "reader"),
                        null),
                url == null
                        ? null
                        : new OwnDatabase(
                                url, required(properties, "database.user"), required(properties, "database.password")),
                properties.getProperty("kafka"),
                properties.getProperty("scripts", ""),
                relayVariables(properties),
                relayJar == null ? null : Path.of(relayJar));
    }

    private static Map<String, String> relayVariables(Properties properties) {
        Map<String, String> variables = new HashMap<>();
        for (String name : properties.stringPropertyNames()) {
            if (name.startsWith(RELAY_VARIABLE)) {
                variables.put(name.substring(RELAY_VARIABLE.length()), properties.getProperty(name, ""));
            }
        }
        return variables;
    }

    private static String required(Properties properties, String name) {
        String value = properties.getProperty(name);
        if (value == null) {
            throw new IllegalArgumentException("the request has no " + name);
        }
        return value;
    }
}
