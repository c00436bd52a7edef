package com.everyoneslecture.benchmarks.takeover;

import com.everyoneslecture.benchmarks.contender.ServiceJars;
import com.everyoneslecture.benchmarks.servers.ServersDirectory;
import com.everyoneslecture.db.Schema;
import com.everyoneslecture.localstack.LocalServer;
import com.everyoneslecture.localstack.Readiness;
import com.everyoneslecture.localstack.stack.Capture;
import com.everyoneslecture.localstack.stack.ComponentName;
import com.everyoneslecture.localstack.stack.Console;
import com.everyoneslecture.localstack.stack.Link;
import com.everyoneslecture.localstack.stack.Links;
import com.everyoneslecture.localstack.stack.Parallel;
import com.everyoneslecture.localstack.stack.Stack;
import com.everyoneslecture.localstack.stack.StackLayout;
import com.everyoneslecture.localstack.stack.StackServers;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Two relays as they ship, on one slot, each with its own links to PostgreSQL and Kafka. */
final class TwoRelays implements AutoCloseable {

    private static final String READINESS = "/actuator/health/readiness";
    private static final Duration BOUND = Duration.ofSeconds(90);
    private static final long PAUSE_MILLIS = 20;

    private final ServersDirectory directory = ServersDirectory.make();
    private final Links links = Links.proxied();
    private final Stack stack;
    private final StackServers servers;
    private final LocalServer first;

    private TwoRelays(Optional<Capture> capture) throws IOException {
        StackLayout layout = new StackLayout(directory.resolve("home"), directory.resolve("root"));
        ServiceJars.linkInto(layout);
        stack = Stack.claim(layout).orElseThrow();
        servers = stack.servers(Map.of(ComponentName.OUTBOX_RELAY_2, 0), links, Console.ABSENT, capture);
        first = server(ComponentName.OUTBOX_RELAY);
        directory.killBy(() -> {
            try (stack;
                    links) {
                Parallel.run(servers.all().values(), LocalServer::kill);
            }
        });
    }

    /** Starts them. Returns when one streams and the other stands by. */
    static TwoRelays start(Optional<Capture> capture) throws IOException, InterruptedException {
        TwoRelays relays = new TwoRelays(capture);
        try {
            relays.servers.categoryDb().start();
            relays.servers.lectureDb().start();
            relays.servers.kafka().start();
            relays.stack.migrate(relays.servers);
            relays.first.start();
            relays.servers.secondRelay().start();
            relays.awaitPair();
            return relays;
        } catch (InterruptedException | RuntimeException e) {
            relays.close();
            throw e;
        }
    }

    /** Waits until one streams and the other stands by, and returns the one that streams. */
    LocalServer awaitPair() throws InterruptedException {
        long deadline = System.nanoTime() + BOUND.toNanos();
        while (System.nanoTime() - deadline < 0) {
            String one = state(first);
            String other = state(servers.secondRelay());
            if (one.equals("streaming") && other.equals("standby")) {
                return first;
            }
            if (other.equals("streaming") && one.equals("standby")) {
                return servers.secondRelay();
            }
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        }
        throw new IllegalStateException("after %s s, the relays are %s and %s"
                .formatted(BOUND.toSeconds(), state(first), state(servers.secondRelay())));
    }

    /** Returns the links from a relay to its servers. */
    Ways ways(LocalServer relay) {
        ComponentName name = relay.equals(first) ? ComponentName.OUTBOX_RELAY : ComponentName.OUTBOX_RELAY_2;
        return new Ways(links, Link.toDatabase(name), Link.toKafka(name));
    }

    /** Returns the broker's own address, which bypasses all proxies. */
    String bootstrapServers() {
        return servers.kafka().bootstrapServers();
    }

    /** Connects to the category database with the role of its service, bypassing all proxies. */
    Connection connect() throws SQLException {
        return servers.categoryDb()
                .as("category_app", stack.secrets().of("category_app"), Schema.CATEGORY.databaseName())
                .getConnection();
    }

    @Override
    public void close() {
        directory.close();
    }

    private LocalServer server(ComponentName name) {
        return Optional.ofNullable(servers.all().get(name)).orElseThrow();
    }

    private static String state(LocalServer relay) {
        return new Readiness(relay.port(), READINESS)
                .details("relay")
                .map(details -> String.valueOf(details.get("state")))
                .orElse("silent");
    }
}
