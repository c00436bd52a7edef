package com.everyoneslecture.benchmarks.contender;

import com.everyoneslecture.benchmarks.servers.JavaProcess;
import com.everyoneslecture.benchmarks.servers.Servers;
import com.everyoneslecture.db.Schema;
import java.io.IOException;
import java.util.Map;

/** The projector as it ships: its executable jar, its default settings, and the JVM options of {@code ./outbox up}. */
public final class Projector {

    /** Its role in the lecture database. */
    public static final String ROLE = "lecture_projector";

    private Projector() {}

    /** Starts it as a member of the group. */
    public static JavaProcess start(Servers servers, String group, String topic) throws IOException {
        return JavaProcess.start(
                group,
                servers.directory(group),
                Map.of(
                        "SERVER_PORT",
                        "0",
                        "SPRING_DATASOURCE_URL",
                        servers.jdbcUrl(Schema.LECTURE),
                        "SPRING_DATASOURCE_USERNAME",
                        ROLE,
                        "SPRING_DATASOURCE_PASSWORD",
                        servers.password(),
                        "PROJECTOR_KAFKA_BOOTSTRAPSERVERS",
                        servers.bootstrapServers(),
                        "PROJECTOR_CHANNELS_INCATEGORYCHANGED_DESTINATION",
                        topic,
                        "PROJECTOR_CHANNELS_INCATEGORYCHANGED_GROUP",
                        group),
                ServiceJars.command(ServiceJars.of("lecture-projector")));
    }
}
