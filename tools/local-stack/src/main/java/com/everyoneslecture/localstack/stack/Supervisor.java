package com.everyoneslecture.localstack.stack;

import com.everyoneslecture.localstack.LocalServer;
import com.everyoneslecture.localstack.process.ServerState;
import com.everyoneslecture.localstack.stack.ComponentName.Tier;
import java.time.Duration;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Starts the components, runs operations on them, and stops them.
 *
 * <p>Databases and broker start first, in parallel; when they serve, {@code beforeServices} runs, and the services
 * start in parallel; the front starts last. The components stop in reverse order: front, services, broker, databases.
 */
public final class Supervisor {

    private final Map<ComponentName, LocalServer> servers;
    private final Step beforeServices;
    private final StackListener listener;

    /** A step between two tiers. */
    @FunctionalInterface
    public interface Step {
        void run() throws InterruptedException;
    }

    public Supervisor(Map<ComponentName, LocalServer> servers, Step beforeServices, StackListener listener) {
        this.servers = new EnumMap<>(servers);
        this.beforeServices = beforeServices;
        this.listener = listener;
        this.servers.values().forEach(server -> server.onDeath(death -> listener.died(server, death)));
    }

    /**
     * Starts all components, and returns when all serve.
     *
     * @throws RuntimeException if one does not serve; the others are left running
     */
    public void startAll() throws InterruptedException {
        Parallel.run(servers(Tier.DATABASE, Tier.BROKER), this::start);
        beforeServices.run();
        startServicesAndFront();
    }

    /** Stops all components; tries each of a tier even if another one fails. */
    public void stopAll() throws InterruptedException {
        for (Tier tier : List.of(Tier.FRONT, Tier.SERVICE, Tier.BROKER, Tier.DATABASE)) {
            Parallel.run(servers(tier), this::stopIfAlive);
        }
    }

    /**
     * Returns the reason why an operation is impossible in the present state of a component, with the remedy; empty if it is possible. A
     * component that is not running cannot be paused, and only a paused one can be resumed.
     */
    public Optional<String> conflict(ComponentName name, Operation operation) {
        LocalServer server = server(name);
        boolean possible = switch (operation) {
            case PAUSE -> server.alive();
            case RESUME -> server.state() == ServerState.PAUSED;
            case KILL, STOP, START -> true;
        };
        if (possible) {
            return Optional.empty();
        }
        String state = server.state().toString().toLowerCase(Locale.ROOT);
        return Optional.of(
                server.alive()
                        ? name + " is " + state + ", not paused"
                        : name + " is " + state + "; start it with: outbox start " + name);
    }

    /** Runs the operation, and returns when it is done. */
    public void operate(ComponentName name, Operation operation) throws InterruptedException {
        LocalServer server = server(name);
        long begun = System.nanoTime();
        if (operation == Operation.START) {
            start(server);
        } else {
            operation.on(server);
            listener.done(server, operation.done(), since(begun));
        }
    }

    /** Returns the component's server. */
    public LocalServer server(ComponentName name) {
        LocalServer server = servers.get(name);
        if (server == null) {
            throw new NoSuchElementException(missing(name));
        }
        return server;
    }

    private static String missing(ComponentName name) {
        return switch (name) {
            case OUTBOX_RELAY_2 -> "there is one relay: start the system with `outbox up --relays 2`";
            case OUTBOX_RELAY_3 -> "`outbox up` starts no third relay";
            case KAFKA_2, KAFKA_3 -> "there is one broker: start the system with `outbox up --brokers 3`";
            case LECTURE_PROJECTOR_2 -> "there is one projector: start the system with `outbox up --projectors 2`";
            case LECTURE_PROJECTOR_3 -> "there is no third projector: start the system with `outbox up --projectors 3`";
            case CATEGORY_DB_STANDBY -> "there is no standby: start the system with `outbox up --standby`";
            case CONNECT_WORKER ->
                "the relay is not on Kafka Connect: start the system with `outbox up --relay-on connect`";
            case CONNECT_WORKER_2 ->
                "there is no second worker: start the system with `outbox up --relay-on connect --workers 2`";
            default -> name + " is not part of this system";
        };
    }

    /** Returns the servers in the order of {@link ComponentName}. */
    public Map<ComponentName, LocalServer> servers() {
        return servers;
    }

    /** Starts the services and the front. The front needs no service to start; it is reported once the services serve. */
    private void startServicesAndFront() throws InterruptedException {
        Collection<LocalServer> front = servers(Tier.FRONT);
        Map<LocalServer, Duration> healthy = new ConcurrentHashMap<>();
        Parallel.run(servers(Tier.SERVICE, Tier.FRONT), server -> {
            if (front.contains(server)) {
                listener.starting(server);
                long begun = System.nanoTime();
                server.start();
                healthy.put(server, since(begun));
            } else {
                start(server);
            }
        });
        healthy.forEach(listener::healthy);
    }

    private void start(LocalServer server) throws InterruptedException {
        listener.starting(server);
        long begun = System.nanoTime();
        server.start();
        listener.healthy(server, since(begun));
    }

    private void stopIfAlive(LocalServer server) throws InterruptedException {
        if (server.alive()) {
            long begun = System.nanoTime();
            server.stop();
            listener.done(server, Operation.STOP.done(), since(begun));
        }
    }

    private Collection<LocalServer> servers(Tier... tiers) {
        return servers.entrySet().stream()
                .filter(entry -> List.of(tiers).contains(entry.getKey().tier()))
                .map(Map.Entry::getValue)
                .toList();
    }

    private static Duration since(long begun) {
        return Duration.ofNanos(System.nanoTime() - begun);
    }
}
