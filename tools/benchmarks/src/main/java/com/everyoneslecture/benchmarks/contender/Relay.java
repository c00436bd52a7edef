package com.everyoneslecture.benchmarks.contender;

import com.everyoneslecture.benchmarks.servers.JavaProcess;
import com.everyoneslecture.benchmarks.servers.Servers;
import com.everyoneslecture.db.Schema;
import com.everyoneslecture.localstack.Readiness;
import com.everyoneslecture.localstack.process.FreePort;
import com.everyoneslecture.localstack.stack.Capture;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The relay as it ships: its executable jar, its default settings, and the JVM options of {@code ./outbox up}.
 *
 * @param build the name of the build; unique
 * @param jar the jar; null for that of this build, which is found when it is needed
 * @param capture the capture of the relay; empty for its default
 */
record Relay(String build, @Nullable Path jar, Optional<Capture> capture) implements Contender {

    private static final Duration START = Duration.ofMinutes(2);

    /** Returns the relay once with each of the captures; with its default if there are none. */
    static List<Contender> each(String build, @Nullable Path jar, List<Capture> captures) {
        return captures.isEmpty()
                ? List.of(new Relay(build, jar, Optional.empty()))
                : captures.stream()
                        .<Contender>map(capture -> new Relay(build, jar, Optional.of(capture)))
                        .toList();
    }

    @Override
    public String name() {
        return capture.map(chosen -> named(build, chosen)).orElse(build);
    }

    static String named(String build, Capture capture) {
        return build + " (" + capture + ")";
    }

    /**
     * Starts and stops it, so that it knows the slot. With a slot that no relay has used, it trusts nothing and publishes the outbox's rows
     * from the table, which is not the subject of the measurement.
     */
    @Override
    public void prepare(Servers servers, String slot, String topic) throws Exception {
        int port = FreePort.any();
        Readiness readiness = new Readiness(port, "/actuator/health/readiness");
        long deadline = System.nanoTime() + START.toNanos();
        try (Running relay = start(servers, slot, topic, port)) {
            while (!readiness.ask().up()) {
                relay.requireAlive();
                if (System.nanoTime() - deadline > 0) {
                    throw new IllegalStateException(name() + " is not ready after " + START.toSeconds() + " s");
                }
                TimeUnit.MILLISECONDS.sleep(50);
            }
        }
    }

    @Override
    public Running start(Servers servers, String slot, String topic) throws IOException {
        return start(servers, slot, topic, FreePort.any());
    }

    private Running start(Servers servers, String slot, String topic, int port) throws IOException {
        Map<String, String> environment = new HashMap<>(Capture.environment(capture));
        environment.put("SERVER_PORT", Integer.toString(port));
        environment.put("RELAY_DATABASE_URL", servers.jdbcUrl(Schema.CATEGORY));
        environment.put("RELAY_DATABASE_USERNAME", Servers.RELAY);
        environment.put("RELAY_DATABASE_PASSWORD", servers.password());
        environment.put("RELAY_KAFKA_BOOTSTRAPSERVERS", servers.bootstrapServers());
        environment.put("RELAY_SLOT_NAME", slot);
        List<String> command = ServiceJars.command(
                jar == null ? ServiceJars.of("outbox-relay") : jar,
                "--relay.channels.out-categoryChanged.destination=" + topic);
        return new RunningRelay(
                Running.of(JavaProcess.start(name(), servers.directory(slot), environment, command)), port);
    }
}
