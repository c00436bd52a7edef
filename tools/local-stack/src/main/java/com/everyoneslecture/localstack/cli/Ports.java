package com.everyoneslecture.localstack.cli;

import com.everyoneslecture.localstack.stack.ComponentName;
import com.everyoneslecture.localstack.stack.RelayProgram;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * The options of {@code up} that select the ports and the optional components: further brokers, projectors and relays, standby, workers of
 * Kafka Connect.
 */
final class Ports {

    private static final int RELAYS_AT_MOST = 2;
    private static final int PROJECTORS_AT_MOST = 3;
    private static final int CLUSTER = 3;

    @Option(
            names = "--port-category-db",
            paramLabel = "PORT",
            defaultValue = "15432",
            description = "Port of the category database; ${DEFAULT-VALUE} by default.")
    private int categoryDb;

    @Option(
            names = "--standby",
            description = "The category database has a standby, category-db-standby, to which "
                    + "`outbox promote category-db` fails over.")
    private boolean standby;

    @Option(
            names = "--port-category-db-standby",
            paramLabel = "PORT",
            defaultValue = "15434",
            description = "Port of the standby, with --standby; ${DEFAULT-VALUE} by default.")
    private int categoryDbStandby;

    @Option(
            names = "--port-lecture-db",
            paramLabel = "PORT",
            defaultValue = "15433",
            description = "Port of the lecture database; ${DEFAULT-VALUE} by default.")
    private int lectureDb;

    @Option(
            names = "--port-kafka",
            paramLabel = "PORT",
            defaultValue = "9092",
            description = "Port of the broker; ${DEFAULT-VALUE} by default.")
    private int kafka;

    @Option(
            names = "--brokers",
            paramLabel = "N",
            defaultValue = "1",
            description = "Number of brokers, 1 or 3; ${DEFAULT-VALUE} by default. With 3, kafka-2 and kafka-3 "
                    + "join the cluster, and each partition has three replicas. A change of the number "
                    + "needs --fresh.")
    private int brokers;

    @Option(
            names = "--port-kafka-2",
            paramLabel = "PORT",
            defaultValue = "9093",
            description = "Port of the second broker, with --brokers 3; ${DEFAULT-VALUE} by default.")
    private int secondBroker;

    @Option(
            names = "--port-kafka-3",
            paramLabel = "PORT",
            defaultValue = "9094",
            description = "Port of the third broker, with --brokers 3; ${DEFAULT-VALUE} by default.")
    private int thirdBroker;

    @Option(
            names = "--port-category-app",
            paramLabel = "PORT",
            defaultValue = "8081",
            description = "Port of category-app; ${DEFAULT-VALUE} by default.")
    private int categoryApp;

    @Option(
            names = "--port-lecture-projector",
            paramLabel = "PORT",
            defaultValue = "8082",
            description = "Port of lecture-projector; ${DEFAULT-VALUE} by default.")
    private int lectureProjector;

    @Option(
            names = "--projectors",
            paramLabel = "N",
            defaultValue = "1",
            description = "Number of projectors, 1 to 3; ${DEFAULT-VALUE} by default. lecture-projector-2 and "
                    + "lecture-projector-3 join the consumer group and share its partitions.")
    private int projectors;

    @Option(
            names = "--port-lecture-projector-2",
            paramLabel = "PORT",
            defaultValue = "8088",
            description = "Port of the second projector, with --projectors; ${DEFAULT-VALUE} by default.")
    private int secondProjector;

    @Option(
            names = "--port-lecture-projector-3",
            paramLabel = "PORT",
            defaultValue = "8089",
            description = "Port of the third projector, with --projectors; ${DEFAULT-VALUE} by default.")
    private int thirdProjector;

    @Option(
            names = "--port-outbox-relay",
            paramLabel = "PORT",
            defaultValue = "8083",
            description = "Port of outbox-relay; ${DEFAULT-VALUE} by default.")
    private int outboxRelay;

    @Option(
            names = "--port-outbox-relay-2",
            paramLabel = "PORT",
            defaultValue = "8084",
            description = "Port of the second relay, with --relays 2; ${DEFAULT-VALUE} by default.")
    private int secondRelay;

    @Option(
            names = "--relays",
            paramLabel = "N",
            defaultValue = "1",
            description = "Number of relays, 1 or 2; ${DEFAULT-VALUE} by default. The second relay, "
                    + "outbox-relay-2, stands by and takes over when the first one fails.")
    private int relays;

    @Option(
            names = "--relay-on",
            paramLabel = "PROGRAM",
            defaultValue = "service",
            converter = RelayProgramConverter.class,
            description = "What runs the relay: service, outbox-relay, or connect, a worker of Kafka "
                    + "Connect with the connector; ${DEFAULT-VALUE} by default. Each continues where "
                    + "the other one ended.")
    private RelayProgram relayOn = RelayProgram.SERVICE;

    @Option(
            names = "--workers",
            paramLabel = "N",
            defaultValue = "1",
            description =
                    "Number of Kafka Connect workers, 1 or 2, with --relay-on connect; ${DEFAULT-VALUE} by default.")
    private int workers;

    @Option(
            names = "--port-connect-worker",
            paramLabel = "PORT",
            defaultValue = "8085",
            description = "Port of the worker's REST interface; ${DEFAULT-VALUE} by default.")
    private int worker;

    @Option(
            names = "--port-connect-worker-2",
            paramLabel = "PORT",
            defaultValue = "8086",
            description = "Port of the second worker's REST interface, with --workers 2; ${DEFAULT-VALUE} by default.")
    private int secondWorker;

    @Option(
            names = "--port-console",
            paramLabel = "PORT",
            defaultValue = "8080",
            description = "Port of the console; ${DEFAULT-VALUE} by default.")
    private int console;

    /** Returns the error in the options that select components; null if there is none. */
    @Nullable
    String problem() {
        if (brokers != 1 && brokers != CLUSTER) {
            return "--brokers must be 1 or 3";
        }
        if (projectors < 1 || projectors > PROJECTORS_AT_MOST) {
            return "--projectors must be 1, 2 or 3";
        }
        if (relays < 1 || relays > RELAYS_AT_MOST) {
            return "--relays must be 1 or 2";
        }
        if (workers < 1 || workers > RELAYS_AT_MOST) {
            return "--workers must be 1 or 2";
        }
        if (onConnect() && relays != 1) {
            return "--relays is for the service: use --workers with --relay-on connect";
        }
        return !onConnect() && workers != 1 ? "--workers needs --relay-on connect" : null;
    }

    /** Returns whether Kafka Connect runs the relay. */
    boolean onConnect() {
        return relayOn == RelayProgram.CONNECT;
    }

    Map<ComponentName, Integer> byComponent() {
        Map<ComponentName, Integer> ports = new EnumMap<>(ComponentName.class);
        ports.put(ComponentName.CATEGORY_DB, categoryDb);
        if (standby) {
            ports.put(ComponentName.CATEGORY_DB_STANDBY, categoryDbStandby);
        }
        ports.put(ComponentName.LECTURE_DB, lectureDb);
        putFirst(brokers, ports, ComponentName.brokers(), kafka, secondBroker, thirdBroker);
        ports.put(ComponentName.CATEGORY_APP, categoryApp);
        putFirst(projectors, ports, ComponentName.projectors(), lectureProjector, secondProjector, thirdProjector);
        if (onConnect()) {
            putFirst(workers, ports, RelayProgram.CONNECT.components(), worker, secondWorker);
        } else {
            putFirst(relays, ports, ComponentName.relays(), outboxRelay, secondRelay);
        }
        ports.put(ComponentName.CONSOLE, console);
        return ports;
    }

    /** Adds the first components of one kind, with their ports. */
    private static void putFirst(
            int count, Map<ComponentName, Integer> ports, List<ComponentName> components, int... ofEach) {
        for (int i = 0; i < count; i++) {
            ports.put(components.get(i), ofEach[i]);
        }
    }
}
