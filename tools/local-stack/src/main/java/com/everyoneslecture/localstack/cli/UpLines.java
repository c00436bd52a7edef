package com.everyoneslecture.localstack.cli;

import com.everyoneslecture.localstack.LocalServer;
import com.everyoneslecture.localstack.process.Death;
import com.everyoneslecture.localstack.stack.ComponentName;
import com.everyoneslecture.localstack.stack.StackListener;
import com.everyoneslecture.localstack.stack.StackServers;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * The output of {@code up}: one line for each change of a component, and between them the line that names what the start waits for.
 * Until all are healthy, durations count from the command's begin; after that, from the begin of each operation.
 */
final class UpLines implements StackListener, AutoCloseable {

    private static final int NAME_WIDTH = 19;
    private static final String MIGRATION = "the migration of both databases";

    private final PrintWriter out;
    private final PrintWriter err;
    private final WaitingLine waiting;
    private final Supplier<Duration> sinceCommand;
    private final ScheduledExecutorService ticks = Executors.newSingleThreadScheduledExecutor(tick -> {
        Thread thread = new Thread(tick, "waiting-line");
        thread.setDaemon(true);
        return thread;
    });
    private final Map<String, Duration> startedAfter = new HashMap<>();
    private boolean allStarted;

    /** @param sinceCommand the time since the user entered the command */
    UpLines(PrintWriter out, PrintWriter err, WaitingLine waiting, Supplier<Duration> sinceCommand) {
        this.out = out;
        this.err = err;
        this.waiting = waiting;
        this.sinceCommand = sinceCommand;
    }

    /** Prints the waiting line from now on, until this is closed. */
    UpLines ticking() {
        Future<?> unused = ticks.scheduleAtFixedRate(this::tick, 1, 1, TimeUnit.SECONDS);
        return this;
    }

    @Override
    public void close() {
        ticks.shutdownNow();
    }

    synchronized void tick() {
        waiting.tick(sinceCommand.get());
    }

    @Override
    public synchronized void starting(LocalServer server) {
        if (!allStarted) {
            startedAfter.put(server.name(), sinceCommand.get());
            waiting.add(server.name());
        }
    }

    @Override
    public synchronized void healthy(LocalServer server, Duration after) {
        waiting.remove(server.name());
        Duration before = startedAfter.getOrDefault(server.name(), Duration.ZERO);
        line(
                server,
                Terminal.GREEN.of("healthy") + " after " + seconds(before.plus(after)),
                address(server) + "  pid " + server.pid());
    }

    synchronized void migrating() {
        waiting.add(MIGRATION);
    }

    synchronized void migrated() {
        waiting.remove(MIGRATION);
    }

    @Override
    public void done(LocalServer server, String what, Duration after) {
        line(server, Terminal.YELLOW.of(what) + " after " + seconds(after), "");
    }

    @Override
    public synchronized void died(LocalServer server, Death death) {
        waiting.erase();
        err.println(padded(server.name()) + Terminal.RED.of("died") + " with " + death.reason()
                + "; it stays down until `outbox start " + server.name() + "`; the end of "
                + server.log().path() + ":");
        death.lastLines().forEach(logged -> err.println("  " + logged));
    }

    synchronized void ready(StackServers servers) {
        allStarted = true;
        startedAfter.clear();
        waiting.clear();
        String categories = url(servers, ComponentName.CATEGORY_APP) + "/category/lectureCategories";
        String readModel = url(servers, ComponentName.LECTURE_PROJECTOR) + "/lecture/readCategories";
        out.println();
        out.println("ready after " + seconds(sinceCommand.get()) + "  " + url(servers, ComponentName.CONSOLE) + "  "
                + categories + "  " + readModel);
        out.println("try    curl -X POST " + categories
                + " -H \"Content-Type: application/json\" -d '{\"categoryName\":\"최종테스트\"}'");
        out.println("then   curl " + readModel);
        out.println("also   outbox status; outbox --help; Ctrl-C stops everything");
        out.println();
    }

    synchronized void failed(RuntimeException failure) {
        waiting.clear();
        err.println(Terminal.RED.of("failed") + ": " + failure.getMessage());
        for (Throwable also : failure.getSuppressed()) {
            err.println(Terminal.RED.of("failed") + ": " + also.getMessage());
        }
    }

    synchronized void stopping() {
        waiting.clear();
        out.println("stopping everything");
    }

    private synchronized void line(LocalServer server, String what, String rest) {
        waiting.erase();
        out.println((padded(server.name()) + what + "  " + rest).stripTrailing());
    }

    private static String address(LocalServer server) {
        boolean service =
                ComponentName.of(server.name()).filter(ComponentName::isService).isPresent();
        return (service ? "http://127.0.0.1:" : "127.0.0.1:") + server.port();
    }

    private static String url(StackServers servers, ComponentName name) {
        LocalServer server = servers.all().get(name);
        return server == null ? "" : address(server);
    }

    private static String padded(String name) {
        return String.format(Locale.ROOT, "%-" + NAME_WIDTH + "s ", name);
    }

    private static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0);
    }
}
