package com.everyoneslecture.localstack.stack;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The processes of the system. */
public enum ComponentName {
    CATEGORY_DB("category-db", Tier.DATABASE, 15432),
    /** A standby of the category database; optional. */
    CATEGORY_DB_STANDBY("category-db-standby", Tier.DATABASE, 15434),
    LECTURE_DB("lecture-db", Tier.DATABASE, 15433),
    KAFKA("kafka", Tier.BROKER, 9092),
    /** A second and a third broker of the same cluster; optional. */
    KAFKA_2("kafka-2", Tier.BROKER, 9093),
    KAFKA_3("kafka-3", Tier.BROKER, 9094),
    CATEGORY_APP("category-app", Tier.SERVICE, 8081),
    LECTURE_PROJECTOR("lecture-projector", Tier.SERVICE, 8082),
    /** A second and a third member of the projector's group; optional. */
    LECTURE_PROJECTOR_2("lecture-projector-2", Tier.SERVICE, 8088),
    LECTURE_PROJECTOR_3("lecture-projector-3", Tier.SERVICE, 8089),
    OUTBOX_RELAY("outbox-relay", Tier.SERVICE, 8083),
    /** A second relay on the same slot; optional. */
    OUTBOX_RELAY_2("outbox-relay-2", Tier.SERVICE, 8084),
    /** A third relay on the same slot; optional, and only in chaos. */
    OUTBOX_RELAY_3("outbox-relay-3", Tier.SERVICE, 8087),
    /** A worker of Kafka Connect that runs the relay as a connector, instead of outbox-relay; optional. */
    CONNECT_WORKER("connect-worker", Tier.SERVICE, 8085),
    /** A second worker of the same cluster; optional. */
    CONNECT_WORKER_2("connect-worker-2", Tier.SERVICE, 8086),
    CONSOLE("console", Tier.FRONT, 8080);

    /** The components that are started and stopped together. */
    public enum Tier {
        DATABASE,
        BROKER,
        SERVICE,
        FRONT
    }

    private final String text;
    private final Tier tier;
    private final int defaultPort;

    ComponentName(String text, Tier tier, int defaultPort) {
        this.text = text;
        this.tier = tier;
        this.defaultPort = defaultPort;
    }

    /** Returns the component with this name. */
    public static Optional<ComponentName> of(String text) {
        return Arrays.stream(values()).filter(name -> name.text.equals(text)).findFirst();
    }

    /** Returns the names of all components, for a message. */
    public static String all() {
        return Arrays.stream(values()).map(ComponentName::toString).collect(Collectors.joining(", "));
    }

    /**
     * Returns the components through which events flow by default: one of each program, without the console, the standby and the workers
     * of Kafka Connect.
     */
    public static List<ComponentName> pipeline() {
        return Arrays.stream(values())
                .filter(name -> name.tier != Tier.FRONT
                        && name == name.program()
                        && name != CATEGORY_DB_STANDBY
                        && !name.isConnectWorker())
                .toList();
    }

    /** Returns the components through which events flow if that program runs the relay. */
    public static List<ComponentName> pipeline(RelayProgram relay) {
        return pipeline().stream()
                .flatMap(name -> name == OUTBOX_RELAY ? relay.components().stream() : Stream.of(name))
                .toList();
    }

    /** Returns the relays on the one slot, the first one first. */
    public static List<ComponentName> relays() {
        return List.of(OUTBOX_RELAY, OUTBOX_RELAY_2, OUTBOX_RELAY_3);
    }

    /** Returns the brokers of the cluster, the first one first. */
    public static List<ComponentName> brokers() {
        return List.of(KAFKA, KAFKA_2, KAFKA_3);
    }

    /** Returns the members of the projector's group, the first one first. */
    public static List<ComponentName> projectors() {
        return List.of(LECTURE_PROJECTOR, LECTURE_PROJECTOR_2, LECTURE_PROJECTOR_3);
    }

    /** Returns whether it is a worker of Kafka Connect. */
    boolean isConnectWorker() {
        return this == CONNECT_WORKER || this == CONNECT_WORKER_2;
    }

    /** Returns the component whose program this one runs. */
    public ComponentName program() {
        return Stream.of(relays(), projectors(), brokers())
                .filter(same -> same.contains(this))
                .map(same -> same.get(0))
                .findFirst()
                .orElse(this);
    }

    /** Returns whether it answers HTTP requests. */
    public boolean isService() {
        return tier == Tier.SERVICE || tier == Tier.FRONT;
    }

    /** Returns whether it is the first component that runs an executable jar of this project. */
    public boolean hasOwnJar() {
        return isService() && !isConnectWorker() && this == program();
    }

    Tier tier() {
        return tier;
    }

    /** Returns the port that a component has unless another one is chosen. */
    public int defaultPort() {
        return defaultPort;
    }

    /** The option of {@code up} that changes the port. */
    public String portOption() {
        return "--port-" + text;
    }

    /** Returns the name on the command line: {@code category-db}. */
    @Override
    public String toString() {
        return text;
    }
}
