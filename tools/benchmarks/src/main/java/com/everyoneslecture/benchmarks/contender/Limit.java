package com.everyoneslecture.benchmarks.contender;

import com.everyoneslecture.benchmarks.servers.JavaProcess;
import com.everyoneslecture.benchmarks.servers.Servers;
import com.everyoneslecture.db.Schema;
import com.everyoneslecture.localstack.stack.StackServers;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The reference: {@link BareReader} in a separate JVM, with the relay's JVM options.
 *
 * @param writesTheSameRecords whether it writes the relay's headers, and a record for the ledger in each transaction
 */
record Limit(boolean writesTheSameRecords) implements Contender {

    @Override
    public String name() {
        return writesTheSameRecords ? "limit, same records" : "limit";
    }

    @Override
    public Running start(Servers servers, String slot, String topic) throws IOException {
        return Running.of(JavaProcess.start(
                name(),
                servers.directory(slot),
                Map.of("PASSWORD", servers.password()),
                arguments(servers, slot, topic)));
    }

    private List<String> arguments(Servers servers, String slot, String topic) {
        List<String> arguments = new ArrayList<>(StackServers.SERVICE_JVM);
        arguments.addAll(List.of(
                "-cp",
                System.getProperty("java.class.path", ""),
                BareReader.class.getName(),
                servers.jdbcUrl(Schema.CATEGORY),
                Servers.RELAY,
                slot,
                servers.bootstrapServers(),
                topic,
                String.valueOf(writesTheSameRecords)));
        return arguments;
    }
}
