package com.everyoneslecture.localstack.cli;

import com.everyoneslecture.localstack.stack.ComponentName;
import java.util.EnumMap;
import java.util.Map;
import picocli.CommandLine.Option;

/** The options of {@code up} that choose ports, and with them whether there is a second relay, and a standby. */
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
            names = "--port-console",
            paramLabel = "PORT",
            defaultValue = "8080",
            description = "Of the console; ${DEFAULT-VALUE} by default.")
    private int console;

    /** Whether so many relays can be started. */
    boolean hasRelays() {
        return relays >= 1 && relays <= RELAYS_AT_MOST;
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
        ports.put(ComponentName.OUTBOX_RELAY, outboxRelay);
        if (relays == RELAYS_AT_MOST) {
            ports.put(ComponentName.OUTBOX_RELAY_2, secondRelay);
        }
        ports.put(ComponentName.CONSOLE, console);
        return ports;
    }
}
