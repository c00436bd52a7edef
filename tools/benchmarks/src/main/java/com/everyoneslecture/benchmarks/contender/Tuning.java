package com.everyoneslecture.benchmarks.contender;

import com.everyoneslecture.benchmarks.servers.Servers;
import com.everyoneslecture.db.Schema;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** The configuration of Debezium, wherever it runs. */
enum Tuning {
    /** The example of the documentation, with only the addresses and names. */
    DOCUMENTED(Map.of(), Map.of()),
    /** The settings that its documentation recommends for speed, with matching batches of the producer. */
    TUNED(
            Map.of("poll.interval.ms", "5", "max.batch.size", "8192", "max.queue.size", "32768"),
            Map.of("batch.size", "131072", "linger.ms", "5"));

    private final Map<String, String> connector;
    private final Map<String, String> producer;

    Tuning(Map<String, String> connector, Map<String, String> producer) {
        this.connector = connector;
        this.producer = producer;
    }

    String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Returns the further settings of the producer. */
    Map<String, String> producer() {
        return producer;
    }

    /** Returns the settings of the connector, which continues from the slot, with the outbox event router behind it. */
    Map<String, String> connector(Servers servers, String slot, String topic) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("connector.class", "io.debezium.connector.postgresql.PostgresConnector");
        settings.put("database.hostname", "127.0.0.1");
        settings.put("database.port", Integer.toString(servers.databasePort()));
        settings.put("database.user", Servers.RELAY);
        settings.put("database.password", servers.password());
        settings.put("database.dbname", Schema.CATEGORY.databaseName());
        settings.put("topic.prefix", slot);
        settings.put("plugin.name", "pgoutput");
        settings.put("slot.name", slot);
        settings.put("publication.name", "outbox");
        settings.put("publication.autocreate.mode", "disabled");
        settings.put("table.include.list", "public.outbox");
        settings.put("snapshot.mode", "no_data");
        settings.put("transforms", "outbox");
        settings.put("transforms.outbox.type", "io.debezium.transforms.outbox.EventRouter");
        settings.put("transforms.outbox.route.topic.replacement", topic);
        settings.putAll(connector);
        return settings;
    }
}
