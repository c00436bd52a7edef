package com.everyoneslecture.localstack.control;

import com.everyoneslecture.db.Schema;
import com.everyoneslecture.localstack.stack.ComponentName;
import com.everyoneslecture.localstack.stack.Failover;
import com.everyoneslecture.localstack.stack.Link;
import com.everyoneslecture.localstack.stack.Links;
import com.everyoneslecture.localstack.stack.Operation;
import com.everyoneslecture.localstack.stack.RelaySlot;
import com.everyoneslecture.localstack.stack.Secrets;
import com.everyoneslecture.localstack.stack.Supervisor;
import com.everyoneslecture.localstack.status.StatusProbe;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import tools.jackson.databind.json.JsonMapper;

/** The control interface of the running {@code up}. Each request has a thread; requests for one component run one after the other. */
public final class ControlServer implements AutoCloseable {

    /** The delay of each 16 KiB on a slow connection. */
    private static final Duration SLOWNESS = Duration.ofMillis(200);

    private static final Duration DROP_PATIENCE = Duration.ofSeconds(20);
    private static final JsonMapper JSON = new JsonMapper();

    private final HttpServer http;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final ControlToken token = ControlToken.madeUp();
    private final Supervisor supervisor;
    private final StatusProbe probe;
    private final Failover failover;
    private final Links links;
    private final Secrets secrets;
    private final Guide guide;

    /**
     * Listens on a free port of the loopback address.
     *
     * @param secrets the passwords that no answer may have
     * @param guide plays demonstrations; ends with this server
     */
    public ControlServer(
            Supervisor supervisor, StatusProbe probe, Failover failover, Links links, Secrets secrets, Guide guide) {
        this.supervisor = supervisor;
        this.probe = probe;
        this.failover = failover;
        this.links = links;
        this.secrets = secrets;
        this.guide = guide;
        try {
            http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot open the control channel", e);
        }
        http.setExecutor(threads);
        http.createContext("/", this::handle);
        http.start();
    }

    public String url() {
        return "http://127.0.0.1:" + http.getAddress().getPort();
    }

    /** Returns the token that requests must carry. */
    public String token() {
        return token.text();
    }

    /** Interrupts the requests that are being answered. */
    @Override
    public void close() {
        guide.close();
        http.stop(0);
        threads.shutdownNow();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            ControlAnswer answer = answer(exchange);
            byte[] body = JSON.writeValueAsString(answer.body()).getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(answer.status(), body.length);
            try (OutputStream out = exchange.getResponseBody()) {
                out.write(body);
            }
        }
    }

    private ControlAnswer answer(HttpExchange exchange) {
        if (!token.isIn(exchange.getRequestHeaders())) {
            return ControlAnswer.error(401, "the token is missing or wrong");
        }
        String[] path = exchange.getRequestURI().getPath().substring(1).split("/", -1);
        String request = exchange.getRequestMethod() + " " + path[0] + " " + path.length;
        try {
            return switch (request) {
                case "GET components 1" -> new ControlAnswer(200, probe.components());
                case "GET components 3" ->
                    path[2].equals("log") ? log(path[1]) : ControlAnswer.error(404, "there is no " + path[2]);
                case "GET status 1" -> new ControlAnswer(200, probe.stack());
                case "POST components 3" -> path[2].equals("promote") ? promote(path[1]) : operate(path[1], path[2]);
                case "GET demonstrations 1" ->
                    new ControlAnswer(200, guide.overview(DemonstrationRequest.isKorean(exchange.getRequestURI())));
                case "POST demonstrations 2" -> DemonstrationRequest.answer(guide, path[1], exchange.getRequestURI());
                case "POST faults 2" -> damage(path[1]);
                case "GET links 1" ->
                    new ControlAnswer(
                            200, links.cuttable().stream().map(Link::toString).toList());
                case "POST links 3" -> link(path[1], path[2]);
                default ->
                    ControlAnswer.error(
                            404, "there is no " + exchange.getRequestMethod() + " " + exchange.getRequestURI());
            };
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return ControlAnswer.error(503, "the system is being stopped");
        } catch (RuntimeException e) {
            return ControlAnswer.error(500, String.valueOf(e.getMessage()));
        }
    }

    private ControlAnswer log(String component) {
        return ComponentName.of(component)
                .map(name -> new ControlAnswer(
                        200, LogEnd.of(component, supervisor.server(name).log(), secrets)))
                .orElseGet(() -> unknown(component));
    }

    private static ControlAnswer unknown(String component) {
        return ControlAnswer.error(404, "'" + component + "' is not one of " + ComponentName.all());
    }

    private ControlAnswer operate(String component, String what) throws InterruptedException {
        ComponentName name = ComponentName.of(component).orElse(null);
        Operation operation = Operation.of(what).orElse(null);
        if (name == null) {
            return unknown(component);
        }
        if (operation == null) {
            return ControlAnswer.error(404, "'" + what + "' is not one of kill, stop, start, pause, resume");
        }
        Optional<String> conflict = supervisor.conflict(name, operation);
        if (conflict.isPresent()) {
            return ControlAnswer.error(409, conflict.get());
        }
        supervisor.operate(name, operation);
        return new ControlAnswer(200, probe.component(supervisor.server(name)));
    }

    private ControlAnswer promote(String component) throws InterruptedException {
        return component.equals(ComponentName.CATEGORY_DB.toString())
                ? new ControlAnswer(200, probe.component(failover.run()))
                : ControlAnswer.error(404, "'" + component + "' has no standby: it is not category-db");
    }

    private ControlAnswer damage(String fault) throws InterruptedException {
        if (!fault.equals("drop-slot")) {
            return ControlAnswer.error(404, "'" + fault + "' is not drop-slot");
        }
        new RelaySlot(failover.primary().impatientAdmin(Schema.CATEGORY.databaseName())).drop(DROP_PATIENCE);
        return new ControlAnswer(200, Map.of("done", "the slot is dropped"));
    }

    private ControlAnswer link(String name, String what) {
        Link link = Link.of(name).orElse(null);
        if (link == null) {
            return ControlAnswer.error(404, "'" + name + "' is not one of " + Arrays.toString(Link.values()));
        }
        try {
            switch (what) {
                case "cut" -> links.cut(link);
                case "slow" -> links.slow(link, SLOWNESS);
                case "restore" -> links.restore(link);
                default -> {
                    return ControlAnswer.error(404, "'" + what + "' is not one of cut, slow, restore");
                }
            }
        } catch (NoSuchElementException e) {
            return ControlAnswer.error(409, String.valueOf(e.getMessage()));
        }
        return new ControlAnswer(200, Map.of("done", link + ": " + what));
    }
}
