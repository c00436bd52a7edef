package shop;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Component;

/** Serves the example over HTTP, to this machine alone, by the server that the JDK has. */
@Component
class ShopApi implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(ShopApi.class);
    private static final String TOPIC = "payments";
    private static final int MOST_KEYS = 100;
    private static final int THREADS = 4;
    private static final Pattern ID = Pattern.compile("(?<=/)[0-9]{1,18}(?=/|$)");

    private static final Pattern LOOPBACK = Pattern.compile("(127\\.0\\.0\\.1|localhost|\\[::1])(:[0-9]+)?");

    private final Orders orders;
    private final Payments payments;
    private final Mails mails;
    private final Bookings bookings;
    private final ObjectMapper json;
    private final int port;

    private @Nullable HttpServer server;
    private @Nullable ExecutorService threads;

    ShopApi(
            Orders orders,
            Payments payments,
            Mails mails,
            Bookings bookings,
            ObjectMapper json,
            @Value("${shop.port}") int port) {
        this.orders = orders;
        this.payments = payments;
        this.mails = mails;
        this.bookings = bookings;
        this.json = json;
        this.port = port;
    }

    /** The body of {@code PUT /orders/{id}}. */
    record PlaceOrder(String item, long amountCents) {}

    /** The body of {@code POST /orders/{id}/payments}. */
    record Pay(long amountCents, String tenant) {}

    private record Answer(int status, Object body) {

        static Answer problem(int status, String problem) {
            return new Answer(status, Map.of("problem", problem));
        }
    }

    /** Returns the port of the running server. */
    synchronized int port() {
        HttpServer running = server;
        if (running == null) {
            throw new IllegalStateException("the server does not run");
        }
        return running.getAddress().getPort();
    }

    @Override
    public synchronized void start() {
        try {
            HttpServer created = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
            ExecutorService pool = Executors.newFixedThreadPool(THREADS);
            created.setExecutor(pool);
            created.createContext("/", this::handle);
            created.start();
            server = created;
            threads = pool;
        } catch (BindException e) {
            throw new IllegalStateException("port " + port + " is in use; set another one as PORT", e);
        } catch (IOException e) {
            throw new IllegalStateException("cannot serve HTTP on port " + port, e);
        }
    }

    @Override
    public synchronized void stop() {
        if (server != null) {
            server.stop(0);
            server = null;
        }
        if (threads != null) {
            threads.shutdown();
            threads = null;
        }
    }

    @Override
    public synchronized boolean isRunning() {
        return server != null;
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Answer answer = answer(exchange);
            byte[] body = json.writeValueAsBytes(answer.body());
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(answer.status(), body.length + 1L);
            exchange.getResponseBody().write(body);
            exchange.getResponseBody().write('\n');
        }
    }

    private Answer answer(HttpExchange exchange) {
        if (isFromAPage(exchange.getRequestHeaders())) {
            return Answer.problem(403, "only programs of this machine may call this, not web pages");
        }
        try {
            String path = exchange.getRequestURI().getPath();
            Matcher id = ID.matcher(path);
            List<Long> ids =
                    id.results().map(found -> Long.parseLong(found.group())).toList();
            String resource = exchange.getRequestMethod() + " " + id.replaceAll("{id}");
            return new Answer(200, call(resource, ids, exchange.getRequestBody()));
        } catch (NoSuchElementException e) {
            return Answer.problem(404, String.valueOf(e.getMessage()));
        } catch (DuplicateKeyException e) {
            return Answer.problem(409, "it exists already");
        } catch (DataIntegrityViolationException | JsonProcessingException e) {
            return Answer.problem(400, "the body is malformed or incomplete");
        } catch (IOException | SQLException | RuntimeException e) {
            LOG.error("A request failed", e);
            return Answer.problem(500, "the request failed; the log has the cause");
        }
    }

    /** Any page that is open in a browser could call this server, also by a name of its own that leads here. */
    private static boolean isFromAPage(Headers headers) {
        String host = headers.getFirst("Host");
        return headers.containsKey("Origin")
                || host == null
                || !LOOPBACK.matcher(host).matches();
    }

    private Object call(String resource, List<Long> ids, InputStream body) throws IOException, SQLException {
        long id = ids.isEmpty() ? 0 : ids.get(0);
        return switch (resource) {
            case "GET /orders" -> orders.all();
            case "PUT /orders/{id}" -> {
                PlaceOrder order = json.readValue(body, PlaceOrder.class);
                orders.place(id, order.item(), order.amountCents());
                yield Map.of("placed", id);
            }
            case "DELETE /orders/{id}" -> {
                orders.cancel(id);
                yield Map.of("cancelled", id);
            }
            case "POST /orders/{id}/payments" -> {
                Pay payment = json.readValue(body, Pay.class);
                yield Map.of("payment", payments.receive(id, payment.amountCents(), payment.tenant()));
            }
            case "GET /mails" -> mails.all();
            case "GET /parked" -> bookings.parked().list(MOST_KEYS);
            case "POST /parked/{id}/retry" -> bookings.parked().retry(TOPIC, Long.toString(id));
            // The payment has a number of its own: asked twice, this must not discard the one behind it.
            case "DELETE /parked/{id}/{id}" ->
                Map.of("discarded", bookings.parked().discardFirst(TOPIC, Long.toString(id), ids.get(1)));
            default -> throw new NoSuchElementException("there is no " + resource);
        };
    }
}
