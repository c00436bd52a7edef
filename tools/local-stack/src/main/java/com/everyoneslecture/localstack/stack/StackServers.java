package com.everyoneslecture.localstack.stack;

import com.everyoneslecture.db.Schema;
import com.everyoneslecture.localstack.ClassArchives;
import com.everyoneslecture.localstack.ConnectServer;
import com.everyoneslecture.localstack.ConnectSettings;
import com.everyoneslecture.localstack.KafkaServer;
import com.everyoneslecture.localstack.LocalServer;
import com.everyoneslecture.localstack.PostgresServer;
import com.everyoneslecture.localstack.PostgresSettings;
import com.everyoneslecture.localstack.ServiceServer;
import com.everyoneslecture.localstack.ServiceSettings;
import com.everyoneslecture.localstack.connect.ConnectCluster;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/**
 * The servers of the system, configured for each other.
 *
 * @param category the servers of the category database; they are also in {@link #all}, as are {@code lectureDb} and
 *     {@code brokers}
 * @param lectureDb the server of the read model
 * @param brokers the brokers
 * @param secondRelay a second relay on the same slot, on standby while the other one streams. If it was chosen, it is
 *     in {@link #all} and counts as healthy when it is ready. Otherwise it is started only on request and counts as
 *     healthy when its process runs
 * @param all the server of each component
 */
public record StackServers(
        CategoryDatabase category,
        PostgresServer lectureDb,
        Brokers brokers,
        LocalServer secondRelay,
        Map<ComponentName, LocalServer> all) {

    /**
     * The JVM options of every service. Several services share a small machine. C1 and C2 both stay enabled, because the services run for
     * hours. The garbage collector is the same as in the image.
     */
    public static final List<String> SERVICE_JVM = List.of(
            "-Xmx256m",
            "-XX:+UseSerialGC",
            "-XX:+ExitOnOutOfMemoryError",
            "-Dfile.encoding=UTF-8",
            "-Djava.awt.headless=true");

    public StackServers {
        all = Map.copyOf(all);
    }

    /**
     * Creates the servers; starts none.
     *
     * @param ports the ports of the components; 0, or no entry, for any free port. An entry for the standby or a further broker, projector
     *     or relay adds that component. An entry for a worker of Kafka Connect adds the worker, instead of the relay
     * @param links the connections between the services and the servers
     * @param console the mode of the console, or its absence
     * @param capture the capture of the relays; empty for their default
     * @param archives the class archives of the broker and the services
     */
    static StackServers of(
            StackLayout layout,
            Map<ComponentName, Integer> ports,
            Secrets secrets,
            Links links,
            Console console,
            Optional<Capture> capture,
            ClassArchives archives) {
        CategoryDatabase category = CategoryDatabase.of(layout, ports, secrets);
        PostgresServer categoryDb = category.first();
        PostgresServer lectureDb = new PostgresServer(new PostgresSettings(
                ComponentName.LECTURE_DB.toString(),
                layout.files(ComponentName.LECTURE_DB),
                layout.programs(),
                ports.getOrDefault(ComponentName.LECTURE_DB, 0),
                secrets.superuser(ComponentName.LECTURE_DB),
                Map.of()));
        Map<ComponentName, Integer> brokerPorts = Brokers.ports(ports);
        Doors doors = new Doors(links, brokerPorts.values());
        Brokers brokers = Brokers.of(layout, brokerPorts, doors.listeners(), archives);

        LocalServer categoryApp = new ServiceServer(
                service(
                        ComponentName.CATEGORY_APP,
                        layout,
                        ports,
                        Map.of(
                                "SPRING_DATASOURCE_URL", category.url(port -> port),
                                "SPRING_DATASOURCE_USERNAME", "category_app",
                                "SPRING_DATASOURCE_PASSWORD", secrets.of("category_app"))),
                archives);
        Function<ComponentName, ServiceSettings> relay = name -> service(
                name,
                layout,
                ports,
                withOperations(relayEnvironment(
                        category.url(port -> links.way(Link.toDatabase(name), port)),
                        doors.address(name),
                        secrets,
                        capture)));
        ServiceSettings second = relay.apply(ComponentName.OUTBOX_RELAY_2);
        LocalServer secondRelay = new ServiceServer(
                ports.containsKey(ComponentName.OUTBOX_RELAY_2) ? second : second.servingWhenAlive(), archives);
        Function<ComponentName, LocalServer> projector = name -> new ServiceServer(
                service(
                        name,
                        layout,
                        ports,
                        Map.of(
                                "SPRING_DATASOURCE_URL",
                                        jdbcUrl(links.way(Link.PROJECTOR_DATABASE, lectureDb.port()), Schema.LECTURE),
                                "SPRING_DATASOURCE_USERNAME", "lecture_projector",
                                "SPRING_DATASOURCE_PASSWORD", secrets.of("lecture_projector"),
                                "PROJECTOR_KAFKA_BOOTSTRAPSERVERS", doors.address(ComponentName.LECTURE_PROJECTOR),
                                // The name by which Kafka's tools show the members of the group.
                                "PROJECTOR_KAFKA_PROPERTIES_CLIENT_ID", name.toString(),
                                "PROJECTOR_CATEGORYURL", "http://127.0.0.1:" + categoryApp.port())),
                archives);

        Map<ComponentName, LocalServer> all = new EnumMap<>(ComponentName.class);
        all.put(ComponentName.CATEGORY_DB, categoryDb);
        if (category.pair() != null) {
            all.put(ComponentName.CATEGORY_DB_STANDBY, category.pair().second());
        }
        all.put(ComponentName.LECTURE_DB, lectureDb);
        for (KafkaServer broker : brokers.servers()) {
            all.put(ComponentName.of(broker.name()).orElseThrow(), broker);
        }
        all.put(ComponentName.CATEGORY_APP, categoryApp);
        if (ports.containsKey(ComponentName.CONNECT_WORKER)) {
            Map<String, String> connector = Connector.configuration(
                    category.url(port -> links.way(Link.RELAY_DATABASE, port)),
                    secrets.of("outbox_relay"),
                    doors.address(ComponentName.CONNECT_WORKER),
                    Connector.GROUP,
                    Map.of(
                            "relay.routes[0].aggregate-types", "category",
                            "relay.routes[0].destination", "categoryChanged"));
            RelayProgram.CONNECT.components().stream()
                    .filter(ports::containsKey)
                    .forEach(
                            worker -> all.put(worker, worker(worker, layout, ports, doors.address(worker), connector)));
        } else {
            all.put(ComponentName.OUTBOX_RELAY, new ServiceServer(relay.apply(ComponentName.OUTBOX_RELAY), archives));
        }
        if (ports.containsKey(ComponentName.OUTBOX_RELAY_2)) {
            all.put(ComponentName.OUTBOX_RELAY_2, secondRelay);
        }
        if (ports.containsKey(ComponentName.OUTBOX_RELAY_3)) {
            all.put(
                    ComponentName.OUTBOX_RELAY_3,
                    new ServiceServer(relay.apply(ComponentName.OUTBOX_RELAY_3), archives));
        }
        ComponentName.projectors().stream()
                .filter(name -> name == ComponentName.LECTURE_PROJECTOR || ports.containsKey(name))
                .forEach(name -> all.put(name, projector.apply(name)));
        if (console != Console.ABSENT) {
            all.put(
                    ComponentName.CONSOLE,
                    new ServiceServer(
                            service(ComponentName.CONSOLE, layout, ports, console.environment(layout, all, secrets)),
                            archives));
        }
        return new StackServers(category, lectureDb, brokers, secondRelay, all);
    }

    /**
     * Returns the server of the category database; with a standby, the server that was the primary at the first start.
     */
    public PostgresServer categoryDb() {
        return category.first();
    }

    /** Returns the cluster of Kafka Connect that runs the relay; empty if the service runs it. */
    public Optional<ConnectCluster> connectCluster() {
        List<Integer> workers = RelayProgram.CONNECT.components().stream()
                .map(all::get)
                .filter(Objects::nonNull)
                .map(LocalServer::port)
                .toList();
        return workers.isEmpty() ? Optional.empty() : Optional.of(new ConnectCluster(workers, Connector.NAME));
    }

    /** Returns the first broker. */
    public KafkaServer kafka() {
        return brokers.first();
    }

    private static LocalServer worker(
            ComponentName name,
            StackLayout layout,
            Map<ComponentName, Integer> ports,
            String bootstrapServers,
            Map<String, String> connector) {
        return new ConnectServer(new ConnectSettings(
                name.toString(),
                layout.files(name),
                ports.getOrDefault(name, 0),
                layout.connectLibraries(),
                layout.connectorJar(),
                bootstrapServers,
                Connector.GROUP,
                Connector.NAME,
                connector));
    }

    private static String jdbcUrl(int port, Schema schema) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + schema.databaseName();
    }

    /** Returns the relay's configuration. */
    static Map<String, String> relayEnvironment(
            String categoryUrl, String bootstrapServers, Secrets secrets, Optional<Capture> capture) {
        Map<String, String> environment = new HashMap<>(Capture.environment(capture));
        environment.put("RELAY_DATABASE_URL", categoryUrl);
        environment.put("RELAY_DATABASE_USERNAME", "outbox_relay");
        environment.put("RELAY_DATABASE_PASSWORD", secrets.of("outbox_relay"));
        environment.put("RELAY_KAFKA_BOOTSTRAPSERVERS", bootstrapServers);
        // Also the naming rule's topic; a route has the relay create it at its start, before the first event.
        environment.put("RELAY_ROUTES_0_AGGREGATETYPES", "category");
        environment.put("RELAY_ROUTES_0_DESTINATION", "categoryChanged");
        return environment;
    }

    /** Enables the relay's operations: it listens on the loopback address only, so only local users can call them. */
    private static Map<String, String> withOperations(Map<String, String> relay) {
        Map<String, String> environment = new HashMap<>(relay);
        environment.put("RELAY_OPERATIONS_ENABLED", "true");
        return environment;
    }

    private static ServiceSettings service(
            ComponentName name, StackLayout layout, Map<ComponentName, Integer> ports, Map<String, String> settings) {
        return new ServiceSettings(
                name.toString(),
                layout.files(name),
                ports.getOrDefault(name, 0),
                layout.jar(name),
                SERVICE_JVM,
                settings);
    }
}
