package com.everyoneslecture.benchmarks.console;

import com.everyoneslecture.benchmarks.contender.ServiceJars;
import com.everyoneslecture.benchmarks.servers.ServersDirectory;
import com.everyoneslecture.localstack.LocalServer;
import com.everyoneslecture.localstack.stack.ComponentName;
import com.everyoneslecture.localstack.stack.Console;
import com.everyoneslecture.localstack.stack.Links;
import com.everyoneslecture.localstack.stack.Stack;
import com.everyoneslecture.localstack.stack.StackLayout;
import com.everyoneslecture.localstack.stack.StackListener;
import com.everyoneslecture.localstack.stack.StackServers;
import com.everyoneslecture.localstack.stack.Supervisor;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;

/** What {@code ./outbox up} starts, on free ports. Its data go with it, also when the JVM is told to end. */
final class WholeSystem implements AutoCloseable {

    private final ServersDirectory directory = ServersDirectory.make();
    private final Stack stack;
    private final Supervisor supervisor;

    private WholeSystem() throws IOException {
        StackLayout layout = new StackLayout(directory.resolve("home"), withJars(directory.resolve("root")));
        stack = Stack.claim(layout).orElseThrow();
        StackServers servers = stack.servers(Map.of(), Links.direct(), Console.LOOKING);
        supervisor = new Supervisor(servers.all(), () -> stack.migrate(servers), new StackListener() {});
        directory.killBy(this::kill);
    }

    /** Returns when all of it serves. */
    static WholeSystem start() throws IOException, InterruptedException {
        WholeSystem system = new WholeSystem();
        try {
            system.supervisor.startAll();
            return system;
        } catch (InterruptedException | RuntimeException e) {
            system.close();
            throw e;
        }
    }

    URI console() {
        return uri(ComponentName.CONSOLE);
    }

    URI categoryApp() {
        return uri(ComponentName.CATEGORY_APP);
    }

    /** Of each component's processes that live, since their start; by component, then by process. */
    Map<String, Map<Long, Double>> cpuSeconds() {
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

    /** A directory in which the services' jars are where the build leaves them. */
    private static Path withJars(Path root) throws IOException {
        for (ComponentName name : ComponentName.values()) {
            if (name.isService()) {
                Path jar = ServiceJars.of(name.toString());
                Path target =
                        Files.createDirectories(root.resolve(name.toString()).resolve("target"));
                Files.createSymbolicLink(target.resolve(jar.getFileName()), jar);
            }
        }
        return root;
    }

    private void kill() throws InterruptedException {
        for (LocalServer server : supervisor.servers().values()) {
            server.kill();
        }
        stack.close();
    }
}
