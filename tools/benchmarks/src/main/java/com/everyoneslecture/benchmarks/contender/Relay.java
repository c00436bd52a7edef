package com.everyoneslecture.benchmarks.contender;

import com.everyoneslecture.benchmarks.servers.JavaProcess;
import com.everyoneslecture.benchmarks.servers.Servers;
import com.everyoneslecture.db.Schema;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The relay as it ships: its executable jar, its default settings, the heap that {@code ./outbox up} gives it.
 *
 * @param jar null for that of this build, which is looked up when it is needed
 */
record Relay(String name, @Nullable Path jar) implements Contender {

    static final String HEAP = "-Xmx256m";

    @Override
    public Running start(Servers servers, String slot, String topic) throws IOException {
        Map<String, String> environment = Map.of(
                "SERVER_PORT",
                "0",
                "RELAY_DATABASE_URL",
                servers.jdbcUrl(Schema.CATEGORY),
                "RELAY_DATABASE_USERNAME",
                Servers.RELAY,
                "RELAY_DATABASE_PASSWORD",
                servers.password(),
                "RELAY_KAFKA_BOOTSTRAPSERVERS",
                servers.bootstrapServers(),
                "RELAY_SLOT_NAME",
                slot);
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
