package com.everyoneslecture.benchmarks.contender;

import com.everyoneslecture.benchmarks.servers.Servers;
import java.io.IOException;
import java.util.Map;

/** Debezium's PostgreSQL connector with its outbox event router on a worker of Kafka Connect, exactly once. */
record KafkaConnect(Peers peers, Tuning tuning) implements Contender {

    @Override
    public String name() {
        return "Kafka Connect, " + tuning.text();
    }

    @Override
    public Running start(Servers servers, String slot, String topic) throws IOException, InterruptedException {
        Map<String, String> connector = tuning.connector(servers, slot, topic);
        tuning.producer().forEach((name, value) -> connector.put("producer.override." + name, value));
        return new ConnectWorker(peers).start(name(), servers, slot, Map.of(), connector);
    }
}
