package com.everyoneslecture.localstack.cli;

import com.everyoneslecture.localstack.ClassArchives;
import com.everyoneslecture.localstack.Directories;
import com.everyoneslecture.localstack.control.ControlServer;
import com.everyoneslecture.localstack.control.RunFile;
import com.everyoneslecture.localstack.demonstration.GuidedDemonstrations;
import com.everyoneslecture.localstack.process.ProcessIdentity;
import com.everyoneslecture.localstack.stack.Capture;
import com.everyoneslecture.localstack.stack.Failover;
import com.everyoneslecture.localstack.stack.Links;
import com.everyoneslecture.localstack.stack.StackLayout;
import com.everyoneslecture.localstack.stack.StackServers;
import com.everyoneslecture.localstack.stack.Supervisor;
import com.everyoneslecture.localstack.status.StatusProbe;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * The system from its start to its end. A separate thread starts it, so that on a signal the main thread can interrupt
 * the start and stop the components that run.
 */
final class RunningStack {

    private static final int FAILED = 1;
    // The shell's convention: 128 plus the number of SIGHUP, which is sent when the terminal is closed.
    private static final int HUNG_UP = 129;
    private static final int STOP_BOUND_SECONDS = 90;

    private final StackLayout layout;
    private final StackServers servers;
    private final Links links;
    private final Optional<Capture> capture;
    private final Supervisor supervisor;
    private final ClassArchives archives;
    private final UpLines lines;
    private final CompletableFuture<Integer> end;
    private final CountDownLatch stopped = new CountDownLatch(1);

    /**
     * Starts nothing yet.
     *
     * @param links the connections between the services and the servers
     * @param capture the relay's capture; empty for its default
     * @param end completes with the exit status when the system is to be stopped
     */
    RunningStack(
            StackLayout layout,
            StackServers servers,
            Links links,
            Optional<Capture> capture,
            Supervisor supervisor,
            ClassArchives archives,
            UpLines lines,
            CompletableFuture<Integer> end) {
        this.layout = layout;
        this.servers = servers;
        this.links = links;
        this.capture = capture;
        this.supervisor = supervisor;
        this.archives = archives;
        this.lines = lines;
        this.end = end;
    }

    /** Runs the system. Returns the exit status when everything has been stopped. */
    int run() throws InterruptedException {
        ExecutorService starter = Executors.newSingleThreadExecutor();
        ExecutorService probes = Executors.newCachedThreadPool();
        Runtime.getRuntime().addShutdownHook(new Thread(this::hangUp, "hang-up"));
        try (ControlServer control = new ControlServer(
                supervisor,
                new StatusProbe(servers, probes),
                new Failover(servers, lines),
                links,
                layout.passwords(),
                new GuidedDemonstrations(layout, capture))) {
            publish(control);
            starter.execute(this::start);
            return end.join();
        } finally {
            lines.stopping();
            starter.shutdownNow();
            boolean unused = starter.awaitTermination(STOP_BOUND_SECONDS, TimeUnit.SECONDS);
            supervisor.stopAll();
            probes.shutdownNow();
            Directories.delete(layout.runFile());
            stopped.countDown();
        }
    }

    private void start() {
        try {
            supervisor.startAll();
            lines.ready(servers);
            archives.complete();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            if (!end.isDone()) {
                lines.failed(e);
                end.complete(FAILED);
            }
        }
    }

    /** Runs when the JVM ends, by a signal without a handler, or because everything is done. */
    private void hangUp() {
        end.complete(HUNG_UP);
        try {
            boolean unused = stopped.await(STOP_BOUND_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void publish(ControlServer control) {
        Map<String, Integer> ports = new TreeMap<>();
        servers.all().forEach((name, server) -> ports.put(name.toString(), server.port()));
        ProcessIdentity self = ProcessIdentity.of(ProcessHandle.current())
                .orElseThrow(() -> new IllegalStateException("this process cannot determine when it was started"));
        new RunFile(
                        self.pid(),
                        self.start(),
                        control.url(),
                        control.token(),
                        ports,
                        capture.map(Capture::toString).orElse(null))
                .write(layout.runFile());
    }
}
