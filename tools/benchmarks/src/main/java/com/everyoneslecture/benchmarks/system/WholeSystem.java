package com.everyoneslecture.benchmarks.system;

import com.everyoneslecture.benchmarks.contender.ServiceJars;
import com.everyoneslecture.benchmarks.servers.ServersDirectory;
import com.everyoneslecture.db.Schema;
import com.everyoneslecture.localstack.LocalServer;
import com.everyoneslecture.localstack.stack.Capture;
import com.everyoneslecture.localstack.stack.ComponentName;
import com.everyoneslecture.localstack.stack.Console;
import com.everyoneslecture.localstack.stack.Links;
import com.everyoneslecture.localstack.stack.Parallel;
import com.everyoneslecture.localstack.stack.Stack;
import com.everyoneslecture.localstack.stack.StackLayout;
import com.everyoneslecture.localstack.stack.StackListener;
import com.everyoneslecture.localstack.stack.StackServers;
import com.everyoneslecture.localstack.stack.Supervisor;
import java.io.IOException;
import java.net.URI;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.sql.DataSource;

/** The system of {@code ./outbox up}, on free ports. Its data are deleted at the end, also when the JVM is terminated. */
public final class WholeSystem implements AutoCloseable {

    private static final String NOT_RUNNING = "not running";

    private final ServersDirectory directory = ServersDirectory.make();
    private final Stack stack;
    private final StackServers servers;
    private final Supervisor supervisor;

    private WholeSystem(Optional<Capture> capture) throws IOException {
        StackLayout layout = new StackLayout(directory.resolve("home"), directory.resolve("root"));
        ServiceJars.linkInto(layout);
        stack = Stack.claim(layout).orElseThrow();
        servers = stack.servers(Map.of(), Links.direct(), Console.READ_ONLY, capture);
        supervisor = new Supervisor(servers.all(), () -> stack.migrate(servers), new StackListener() {});
        directory.killBy(() -> {
            try (stack) {
                Parallel.run(supervisor.servers().values(), LocalServer::kill);
            }
        });
    }

    /**
     * Starts the system. Returns when all components serve.
     *
     * @param capture the capture of the relay; empty for its default
     */
    public static WholeSystem start(Optional<Capture> capture) throws IOException, InterruptedException {
        WholeSystem system = new WholeSystem(capture);
        try {
            system.supervisor.startAll();
            return system;
        } catch (InterruptedException | RuntimeException e) {
            system.close();
            throw e;
        }
    }

    public URI console() {
        return uri(ComponentName.CONSOLE);
    }

    public URI categoryApp() {
        return uri(ComponentName.CATEGORY_APP);
    }

    /** Returns the address of the projector. */
    public URI projector() {
        return uri(ComponentName.LECTURE_PROJECTOR);
    }

    /** Returns the address of the relay. */
    public URI relay() {
        return uri(ComponentName.OUTBOX_RELAY);
    }

    /** Returns the address of the broker. */
    public String bootstrapServers() {
        return servers.kafka().bootstrapServers();
    }

    /** Returns a data source for the category database with the role of the category service; each connection is a new one. */
    public DataSource categoryDatabase() {
        return servers.categoryDb()
                .as("category_app", stack.secrets().of("category_app"), Schema.CATEGORY.databaseName());
    }

    /** Returns each component's process and its start time, by component. */
    public Map<String, String> processes() {
        Map<String, String> processes = new TreeMap<>();
        supervisor.servers().forEach((name, server) -> processes.put(name.toString(), text(server)));
        return processes;
    }

    /** Returns the server's process and its start time; "not running" if it has ended. */
    static String text(LocalServer server) {
        try {
            long pid = server.pid();
            return ProcessHandle.of(pid)
                    .flatMap(process -> process.info().startInstant())
                    .map(began -> "process " + pid + " since " + began)
                    .orElse(NOT_RUNNING);
        } catch (IllegalStateException e) {
            // It has ended, maybe a moment ago.
            return NOT_RUNNING;
        }
    }

    /**
     * Returns the processor time of each component's living processes since their start, by component, then by process.
     *
     * @throws IllegalStateException if a component has ended
     */
    public Map<String, Map<Long, Double>> cpuSeconds() {
        Map<String, Map<Long, Double>> seconds = new LinkedHashMap<>();
        supervisor.servers().forEach((name, server) -> seconds.put(name.toString(), cpuSeconds(server)));
        return seconds;
    }

    @Override
    public void close() {
        directory.close();
    }

    private URI uri(ComponentName name) {
        return URI.create("http://127.0.0.1:" + supervisor.server(name).port());
    }

    private static Map<Long, Double> cpuSeconds(LocalServer server) {
        Map<Long, Double> seconds = new HashMap<>();
        ProcessHandle.of(server.pid()).stream()
                .flatMap(process -> Stream.concat(Stream.of(process), process.descendants()))
                .forEach(process -> process.info()
                        .totalCpuDuration()
                        .ifPresent(cpu -> seconds.put(process.pid(), cpu.toNanos() / 1e9)));
        return seconds;
    }
}
