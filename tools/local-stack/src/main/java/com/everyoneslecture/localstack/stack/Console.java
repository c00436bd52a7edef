package com.everyoneslecture.localstack.stack;

import com.everyoneslecture.db.Schema;
import com.everyoneslecture.localstack.LocalServer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** The console that starts before the rest, if there is one, and its mode. */
public enum Console {
    /** There is no console. */
    ABSENT,
    /** It shows the pipeline and changes nothing. */
    READ_ONLY,
    /** It also breaks components, through the control channel of the running {@code up}. */
    DEMONSTRATING;

    private static final String ROLE = "console";

    /** Returns its configuration. */
    Map<String, String> environment(StackLayout layout, Map<ComponentName, LocalServer> servers, Secrets secrets) {
        Map<String, String> environment = new LinkedHashMap<>();
        environment.put("CONSOLE_CATEGORYURL", url(servers, ComponentName.CATEGORY_APP));
        environment.put("CONSOLE_LECTUREURL", url(servers, ComponentName.LECTURE_PROJECTOR));
        if (servers.containsKey(ComponentName.OUTBOX_RELAY)) {
            environment.put("CONSOLE_RELAYURL", url(servers, ComponentName.OUTBOX_RELAY));
        } else {
            environment.put(
                    "CONSOLE_CONNECTURLS",
                    RelayProgram.CONNECT.components().stream()
                            .filter(servers::containsKey)
                            .map(worker -> url(servers, worker))
                            .collect(Collectors.joining(",")));
            environment.put("CONSOLE_CONNECTOR", Connector.NAME);
        }
        if (servers.containsKey(ComponentName.OUTBOX_RELAY_2)) {
            environment.put("CONSOLE_SECONDRELAYURL", url(servers, ComponentName.OUTBOX_RELAY_2));
        }
        environment.put(
                "CONSOLE_KAFKA_BOOTSTRAPSERVERS",
                ComponentName.brokers().stream()
                        .filter(servers::containsKey)
                        .map(broker -> address(servers, broker))
                        .collect(Collectors.joining(",")));
        Integer standby = servers.containsKey(ComponentName.CATEGORY_DB_STANDBY)
                ? port(servers, ComponentName.CATEGORY_DB_STANDBY)
                : null;
        putDatabase(
                environment,
                "CONSOLE_CATEGORYDATABASE",
                CategoryDatabase.url(port(servers, ComponentName.CATEGORY_DB), standby),
                secrets);
        putDatabase(
                environment,
                "CONSOLE_LECTUREDATABASE",
                "jdbc:postgresql://" + address(servers, ComponentName.LECTURE_DB) + "/" + Schema.LECTURE.databaseName(),
                secrets);
        environment.put("CONSOLE_LOGCOMMAND", "./outbox logs {component}");
        environment.put("CONSOLE_RECORDS", "*");
        if (this == DEMONSTRATING) {
            environment.put("CONSOLE_DEMONSTRATION_ENABLED", "true");
            environment.put("CONSOLE_DEMONSTRATION_RUNFILE", layout.runFile().toString());
        }
        return environment;
    }

    private static void putDatabase(Map<String, String> environment, String prefix, String url, Secrets secrets) {
        environment.put(prefix + "_URL", url);
        environment.put(prefix + "_USERNAME", ROLE);
        environment.put(prefix + "_PASSWORD", secrets.of(ROLE));
    }

    private static String url(Map<ComponentName, LocalServer> servers, ComponentName name) {
        return "http://" + address(servers, name);
    }

    private static String address(Map<ComponentName, LocalServer> servers, ComponentName name) {
        return "127.0.0.1:" + port(servers, name);
    }

    private static int port(Map<ComponentName, LocalServer> servers, ComponentName name) {
        LocalServer server = servers.get(name);
        if (server == null) {
            throw new IllegalArgumentException(name + " is not part of this system");
        }
        return server.port();
    }
}
