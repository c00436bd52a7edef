package com.everyoneslecture.benchmarks.contender;

import com.everyoneslecture.benchmarks.servers.JavaProcess;
import com.everyoneslecture.benchmarks.servers.Servers;
import com.everyoneslecture.db.Schema;
import com.everyoneslecture.localstack.stack.Capture;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The relay as it ships: its executable jar, its default settings, the heap that {@code ./outbox up} gives it.
 *
 * @param build names the build; unique
 * @param jar null for that of this build, which is looked up when it is needed
 * @param capture that the relay is set to; empty for its default
 */
record Relay(String build, @Nullable Path jar, Optional<Capture> capture) implements Contender {

    static final String HEAP = "-Xmx256m";

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

    @Override
    public Running start(Servers servers, String slot, String topic) throws IOException {
        Map<String, String> environment = new HashMap<>(Capture.environment(capture));
        environment.put("SERVER_PORT", "0");
        environment.put("RELAY_DATABASE_URL", servers.jdbcUrl(Schema.CATEGORY));
        environment.put("RELAY_DATABASE_USERNAME", Servers.RELAY);
        environment.put("RELAY_DATABASE_PASSWORD", servers.password());
        environment.put("RELAY_KAFKA_BOOTSTRAPSERVERS", servers.bootstrapServers());
        environment.put("RELAY_SLOT_NAME", slot);
        return Running.of(JavaProcess.start(
                name(),
                servers.directory(slot),
                environment,
                List.of(
                        HEAP,
                        "-XX:+ExitOnOutOfMemoryError",
                        "-Dfile.encoding=UTF-8",
                        "-jar",
                        (jar == null ? ServiceJars.of("outbox-relay") : jar).toString(),
                        "--relay.channels.out-categoryChanged.destination=" + topic)));
    }
}
