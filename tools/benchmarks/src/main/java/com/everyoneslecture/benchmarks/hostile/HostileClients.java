package com.everyoneslecture.benchmarks.hostile;

import com.everyoneslecture.benchmarks.system.WholeSystem;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** All hostile clients at once, on one address, until they are closed. */
final class HostileClients implements AutoCloseable {

    /** Half of the threads of each service. */
    private static final int TRICKLES = 100;

    /**
     * The floods are paced. Without a pause, they and the services would compete for the processors of this machine, and the figures would
     * be those of its scheduler.
     */
    private static final int PAUSE_MILLIS = 20;

    private static final int EXPENSIVE_PAUSE_MILLIS = 250;
    private static final int FLOODS = 4;

    private final ExecutorService threads = Executors.newCachedThreadPool(work -> {
        Thread thread = new Thread(work, "hostile");
        thread.setDaemon(true);
        return thread;
    });

    private final List<Future<?>> running = new ArrayList<>();

    private HostileClients() {}

    static HostileClients start(WholeSystem system, Tally tally) {
        HostileClients clients = new HostileClients();
        all(system, tally).forEach(client -> clients.running.add(clients.threads.submit(() -> repeat(client))));
        return clients;
    }

    /** Throws the failure that ended one of them, if there is one. */
    void requireRunning() throws ExecutionException, InterruptedException {
        for (Future<?> client : running) {
            if (client.isDone()) {
                client.get();
            }
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
        try {
            if (!threads.awaitTermination(2, TimeUnit.MINUTES)) {
                throw new IllegalStateException("hostile clients have not stopped");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void repeat(HostileClient client) {
        try (client) {
            while (!Thread.currentThread().isInterrupted()) {
                try {
                    client.step();
                } catch (IOException e) {
                    // The service does not accept the connection now.
                    TimeUnit.SECONDS.sleep(1);
                }
            }
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    private static List<HostileClient> all(WholeSystem system, Tally tally) {
        int category = system.categoryApp().getPort();
        int projector = system.projector().getPort();
        int relay = system.relay().getPort();
        int console = system.console().getPort();
        List<LargeBodies.Target> bodies = List.of(
                new LargeBodies.Target(category, "/category/lectureCategories"),
                new LargeBodies.Target(projector, "/lecture/rebuilds"),
                new LargeBodies.Target(relay, "/operations/replay-plans"),
                new LargeBodies.Target(console, "/category/lectureCategories"));
        List<HostileClient> all = new ArrayList<>();
        for (LargeBodies.Target body : bodies) {
            String beginning = RawRequest.head("POST", body.port(), body.path(), "Content-Type: application/json");
            all.add(new Trickle(
                    "bodies that never end",
                    new RawRequest(body.port(), beginning + "Content-Length: 4000\r\n\r\n{"),
                    TRICKLES,
                    tally));
            all.add(new Trickle(
                    "heads that never end", new RawRequest(body.port(), beginning + "X-Endless: "), TRICKLES, tally));
        }
        all.add(new LargeBodies(bodies, tally));
        all.add(new SilentViewers(console, tally));
        String page = "Sec-Fetch-Site: cross-site";
        List<RawRequest> crossSite = List.of(
                RawRequest.get(projector, "/lecture/rebuilds", page),
                RawRequest.get(relay, "/operations/findings", page),
                RawRequest.get(console, "/api/flow", page),
                RawRequest.get(console, "/api/stream", page));
        List<RawRequest> foreignNames = bodies.stream()
                .map(body -> RawRequest.get(body.port(), body.path(), "Host: evil.example"))
                .toList();
        all.add(new Flood("pages of other sites", crossSite, PAUSE_MILLIS, tally));
        all.add(new Flood("foreign names", foreignNames, PAUSE_MILLIS, tally));
        List<RawRequest> expensive = List.of(
                RawRequest.get(category, "/category/lectureCategories?size=100&sort=categoryName,desc"),
                RawRequest.get(category, "/category/lectureCategories?size=100&page=9999&sort=categoryName,desc"),
                RawRequest.get(projector, "/lecture/readCategories?size=100&sort=categoryName,desc"),
                RawRequest.get(projector, "/lecture/readCategories?size=100&page=9999&sort=categoryName,desc"),
                RawRequest.get(console, "/api/flow"),
                RawRequest.get(console, "/api/events?limit=500"),
                RawRequest.get(console, "/api/events?category=1&limit=500"),
                RawRequest.get(console, "/api/dead-letters"),
                RawRequest.get(console, "/api/findings"),
                RawRequest.get(console, "/v3/api-docs"),
                RawRequest.get(relay, "/operations/findings"),
                RawRequest.get(relay, "/actuator/prometheus"),
                RawRequest.post(relay, "/operations/verifications", "{}"),
                RawRequest.post(relay, "/operations/replay-plans", "{\"aggregateType\":\"category\"}"));
        for (int flood = 0; flood < FLOODS; flood++) {
            all.add(new Flood("expensive requests", expensive, EXPENSIVE_PAUSE_MILLIS, tally));
        }
        return all;
    }
}
