package com.everyoneslecture.localstack.stack;

import com.everyoneslecture.db.Schema;
import com.everyoneslecture.localstack.ClassArchives;
import com.everyoneslecture.localstack.Directories;
import com.everyoneslecture.localstack.PostgresPair;
import com.everyoneslecture.localstack.process.FreePort;
import com.everyoneslecture.localstack.process.ProcessIdentity;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The system in one home, for the only {@code up} that may use it. */
public final class Stack implements AutoCloseable {

    private final StackLayout layout;
    private final UpLock lock;

    private Stack(StackLayout layout, UpLock lock) {
        this.layout = layout;
        this.lock = lock;
    }

    /** Returns the system, locked for the caller until it is closed or the process ends; empty if another process has locked it. */
    public static Optional<Stack> claim(StackLayout layout) {
        return UpLock.acquire(layout).map(lock -> new Stack(layout, lock));
    }

    @Override
    public void close() {
        lock.close();
    }

    /** Ends the processes that a killed {@code up} has left running, and returns them. */
    public Map<ComponentName, ProcessIdentity> endOrphans() throws InterruptedException {
        Map<ComponentName, ProcessIdentity> ended = new EnumMap<>(ComponentName.class);
        for (ComponentName name : ComponentName.values()) {
            Optional<ProcessIdentity> orphan = ProcessIdentity.reap(layout.pidFile(name));
            orphan.ifPresent(identity -> ended.put(name, identity));
        }
        return ended;
    }

    /** Moves the data of the standby to category-db if the standby was promoted or category-db has none; returns whether it did. */
    public boolean settle() {
        try {
            return PostgresPair.settle(
                    layout.files(ComponentName.CATEGORY_DB).data(),
                    layout.files(ComponentName.CATEGORY_DB_STANDBY).data());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot move the data of the promoted standby", e);
        }
    }

    /** Returns the number of brokers with which the data of this home were made; 0 if there are none. */
    public int brokersOfData() {
        return Brokers.ofData(layout);
    }

    /** Deletes all data and their passwords. */
    public void empty() {
        Directories.delete(layout.data());
        Directories.delete(layout.secrets());
    }

    /** Returns the components whose port is in use. */
    public static List<ComponentName> busy(Map<ComponentName, Integer> ports) {
        return ports.entrySet().stream()
                .filter(port -> port.getValue() != 0 && !FreePort.isFree(port.getValue()))
                .map(Map.Entry::getKey)
                .toList();
    }

    /** Returns the servers with the passwords of this home, without archives of classes; the parameters are as below. */
    public StackServers servers(
            Map<ComponentName, Integer> ports, Links links, Console console, Optional<Capture> capture) {
        return servers(ports, links, console, capture, ClassArchives.none());
    }

    /**
     * Returns the servers with the passwords of this home.
     *
     * @param ports the ports of the components that have their own; an entry for an optional one adds it
     * @param capture the capture of the relay; empty for its default
     * @param archives the archives of the classes of the broker and the services
     */
    public StackServers servers(
            Map<ComponentName, Integer> ports,
            Links links,
            Console console,
            Optional<Capture> capture,
            ClassArchives archives) {
        return StackServers.of(layout, ports, secrets(), links, console, capture, archives);
    }

    /** Returns the passwords of this home. */
    public Secrets secrets() {
        return layout.passwords();
    }

    /** Prepares both databases for the services. */
    public void migrate(StackServers servers) throws InterruptedException {
        Secrets secrets = secrets();
        if (servers.category().pair() == null) {
            PostgresPair.alone(
                    servers.categoryDb(),
                    List.of(ComponentName.CATEGORY_DB_STANDBY.toString(), ComponentName.CATEGORY_DB.toString()));
        }
        Parallel.run(List.of(Schema.CATEGORY, Schema.LECTURE), schema -> {
            Databases.prepare(
                    schema == Schema.CATEGORY ? servers.categoryDb() : servers.lectureDb(), schema, secrets.of(schema));
        });
    }
}
