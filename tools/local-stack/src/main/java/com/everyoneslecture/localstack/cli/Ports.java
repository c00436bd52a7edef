package com.everyoneslecture.localstack.cli;

import com.everyoneslecture.localstack.stack.ComponentName;
import com.everyoneslecture.localstack.stack.RelayProgram;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of {@code up} that select the ports and the optional components: second relay, standby, workers of Kafka Connect. */
final class Ports {

    private static final int RELAYS_AT_MOST = 2;

    @Option(
            names = "--port-category-db",
            paramLabel = "PORT",
            defaultValue = "15432",
            description = "Of the category database; ${DEFAULT-VALUE} by default.")
    private int categoryDb;

    @Option(
            names = "--standby",
            description = {
                "The category database has a standby, category-db-standby, to which",
                "`outbox promote category-db` fails over."
            })
    private boolean standby;

    @Option(
            names = "--port-category-db-standby",
            paramLabel = "PORT",
            defaultValue = "15434",
            description = "Of the standby, with --standby; ${DEFAULT-VALUE} by default.")
    private int categoryDbStandby;

    @Option(
            names = "--port-lecture-db",
            paramLabel = "PORT",
            defaultValue = "15433",
            description = "Of the lecture database; ${DEFAULT-VALUE} by default.")
    private int lectureDb;

    @Option(
            names = "--port-kafka",
            paramLabel = "PORT",
            defaultValue = "9092",
            description = "Of the broker; ${DEFAULT-VALUE} by default.")
    private int kafka;

    @Option(
            names = "--port-category-app",
            paramLabel = "PORT",
            defaultValue = "8081",
            description = "Of category-app; ${DEFAULT-VALUE} by default.")
    private int categoryApp;

    @Option(
            names = "--port-lecture-projector",
            paramLabel = "PORT",
            defaultValue = "8082",
            description = "Of lecture-projector; ${DEFAULT-VALUE} by default.")
    private int lectureProjector;

    @Option(
            names = "--port-outbox-relay",
            paramLabel = "PORT",
            defaultValue = "8083",
            description = "Of outbox-relay; ${DEFAULT-VALUE} by default.")
    private int outboxRelay;

    @Option(
            names = "--port-outbox-relay-2",
            paramLabel = "PORT",
            defaultValue = "8084",
            description = "Of the second relay, with --relays 2; ${DEFAULT-VALUE} by default.")
    private int secondRelay;

    @Option(
            names = "--relays",
            paramLabel = "N",
            defaultValue = "1",
            description = {
                "1, or 2: the second relay, outbox-relay-2, stands by and takes over when",
                "the first one cannot go on; ${DEFAULT-VALUE} by default."
            })
    private int relays;

    @Option(
            names = "--relay-on",
            paramLabel = "PROGRAM",
            defaultValue = "service",
            converter = RelayProgramConverter.class,
            description = {
                "What runs the relay: service, outbox-relay, or connect, a worker of Kafka",
                "Connect with the connector; ${DEFAULT-VALUE} by default. Either goes on where",
                "the other one ended."
            })
    private RelayProgram relayOn = RelayProgram.SERVICE;

    @Option(
            names = "--workers",
            paramLabel = "N",
            defaultValue = "1",
            description = "1 or 2 workers of Kafka Connect, with --relay-on connect; ${DEFAULT-VALUE} by default.")
    private int workers;

    @Option(
            names = "--port-connect-worker",
            paramLabel = "PORT",
            defaultValue = "8085",
            description = "Of the worker's REST interface; ${DEFAULT-VALUE} by default.")
    private int worker;

    @Option(
            names = "--port-connect-worker-2",
            paramLabel = "PORT",
            defaultValue = "8086",
            description = "Of the second worker's, with --workers 2; ${DEFAULT-VALUE} by default.")
    private int secondWorker;

    @Option(
            names = "--port-console",
            paramLabel = "PORT",
            defaultValue = "8080",
            description = "Of the console; ${DEFAULT-VALUE} by default.")
    private int console;

    /** Returns the error in the options for the relay's program; null if there is none. */
    @Nullable
    String problem() {
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
        ports.put(ComponentName.KAFKA, kafka);
        ports.put(ComponentName.CATEGORY_APP, categoryApp);
        ports.put(ComponentName.LECTURE_PROJECTOR, lectureProjector);
        if (onConnect()) {
            putPair(ports, ComponentName.CONNECT_WORKER, worker, ComponentName.CONNECT_WORKER_2, secondWorker, workers);
        } else {
            putPair(ports, ComponentName.OUTBOX_RELAY, outboxRelay, ComponentName.OUTBOX_RELAY_2, secondRelay, relays);
        }
        ports.put(ComponentName.CONSOLE, console);
        return ports;
    }

    private static void putPair(
            Map<ComponentName, Integer> ports,
            ComponentName first,
            int port,
            ComponentName second,
            int secondPort,
            int count) {
        ports.put(first, port);
        if (count == RELAYS_AT_MOST) {
            ports.put(second, secondPort);
        }
    }
}
