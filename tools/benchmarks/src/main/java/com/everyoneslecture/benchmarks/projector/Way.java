package com.everyoneslecture.benchmarks.projector;

import com.everyoneslecture.benchmarks.contender.Projector;
import com.everyoneslecture.benchmarks.servers.JavaProcess;
import com.everyoneslecture.benchmarks.servers.Servers;
import com.everyoneslecture.db.Schema;
import com.everyoneslecture.localstack.stack.StackServers;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A way to apply records: one process with the JVM options that {@code ./outbox up} sets for the projector. */
enum Way {
    PROJECTOR("lecture-projector", "lecture"),
    COMMIT_PER_POLL("a statement a record, a commit a poll", "poll"),
    COMMIT_PER_RECORD("a statement and a commit a record", "record");

    private final String label;
    private final String service;

    Way(String label, String service) {
        this.label = label;
        this.service = service;
    }

    String label() {
        return label;
    }

    /** Returns the name of the consuming service within the group's name. */
    String service() {
        return service;
    }

    /** Starts it as the group's only member. */
    JavaProcess start(Servers servers, String group, String topic) throws IOException {
        return this == PROJECTOR ? Projector.start(servers, group, topic) : oneByOne(servers, group, topic);
    }

    private JavaProcess oneByOne(Servers servers, String group, String topic) throws IOException {
        List<String> arguments = new ArrayList<>(StackServers.SERVICE_JVM);
        arguments.addAll(List.of(
                "-cp",
                System.getProperty("java.class.path", ""),
                OneByOne.class.getName(),
                servers.jdbcUrl(Schema.LECTURE),
                Projector.ROLE,
                servers.bootstrapServers(),
                group,
                topic,
                Boolean.toString(this == COMMIT_PER_RECORD)));
        return JavaProcess.start(
                group, servers.directory(group), Map.of(OneByOne.PASSWORD, servers.password()), arguments);
    }
}
