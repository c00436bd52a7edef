package com.everyoneslecture.localstack.cli;

import com.everyoneslecture.localstack.LocalServer;
import com.everyoneslecture.localstack.process.Death;
import com.everyoneslecture.localstack.stack.ComponentName;
import com.everyoneslecture.localstack.stack.StackListener;
import com.everyoneslecture.localstack.stack.StackServers;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;

/** The output of {@code up}: one line for each change of a component. */
final class UpLines implements StackListener {

    private static final int NAME_WIDTH = 19;

    private final PrintWriter out;
    private final PrintWriter err;

    UpLines(PrintWriter out, PrintWriter err) {
        this.out = out;
        this.err = err;
    }

    @Override
    public void healthy(LocalServer server, Duration after) {
        line(
                server,
                Terminal.GREEN.of("healthy") + " after " + seconds(after),
                address(server) + "  pid " + server.pid());
    }

    @Override
    public void done(LocalServer server, String what, Duration after) {
        line(server, Terminal.YELLOW.of(what) + " after " + seconds(after), "");
    }

    @Override
    public synchronized void died(LocalServer server, Death death) {
        err.println(padded(server.name()) + Terminal.RED.of("died") + " with " + death.reason()
                + "; it stays down until `outbox start " + server.name() + "`; the end of "
                + server.log().path() + ":");
        death.lastLines().forEach(logged -> err.println("  " + logged));
    }

    synchronized void ready(StackServers servers, Duration after) {
        String categories = url(servers, ComponentName.CATEGORY_APP) + "/category/lectureCategories";
        String readModel = url(servers, ComponentName.LECTURE_PROJECTOR) + "/lecture/readCategories";
        out.println();
        out.println("ready after " + seconds(after) + "  " + url(servers, ComponentName.CONSOLE) + "  " + categories
                + "  " + readModel);
        out.println("try    curl -X POST " + categories
                + " -H \"Content-Type: application/json\" -d '{\"categoryName\":\"최종테스트\"}'");
        out.println("then   curl " + readModel);
        out.println("also   outbox status; outbox --help; Ctrl-C stops everything");
        out.println();
    }

    synchronized void failed(RuntimeException failure) {
        err.println(Terminal.RED.of("failed") + ": " + failure.getMessage());
        for (Throwable also : failure.getSuppressed()) {
            err.println(Terminal.RED.of("failed") + ": " + also.getMessage());
        }
    }

    synchronized void stopping() {
        out.println("stopping everything");
    }

    private synchronized void line(LocalServer server, String what, String rest) {
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
