package com.everyoneslecture.outbox.connect;

import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Width;
import org.jspecify.annotations.Nullable;

/**
 * The keys of the connector's configuration: those of the relay, with the same names, defaults and meaning. Only the URL of the
 * database and the addresses of the brokers have no default here.
 */
final class ConnectorKeys {

    static final String PREFIX = "relay.";

    static final String URL = "relay.database.url";
    static final String USERNAME = "relay.database.username";
    static final String PASSWORD = "relay.database.password";
    static final String DATABASE_PROPERTIES = "relay.database.properties.";
    static final String SLOT = "relay.slot.name";
    static final String PUBLICATION = "relay.slot.publication";
    static final String TABLE = "relay.slot.table";
    static final String SLOT_PATIENCE = "relay.slot.patience";
    static final String POLL_INTERVAL = "relay.capture.poll-interval";
    static final String ACKNOWLEDGE_INTERVAL = "relay.capture.acknowledge-interval";
    static final String MAXIMUM_BATCH_SIZE = "relay.capture.maximum-batch-size";
    static final String BOOTSTRAP_SERVERS = "relay.kafka.bootstrap-servers";
    static final String DELIVERY_TIMEOUT = "relay.kafka.delivery-timeout";
    static final String NAME = "relay.kafka.name";
    static final String KAFKA_PROPERTIES = "relay.kafka.properties.";
    static final String PARTITIONS = "relay.topics.partitions";
    static final String REPLICATION_FACTOR = "relay.topics.replication-factor";
    static final String MAXIMUM_UNCONFIGURED = "relay.topics.maximum-unconfigured";
    static final String TOPIC_CONFIGURATION = "relay.topics.configuration.";
    static final String ROUTES = "relay.routes[";
    static final String CHANNELS = "relay.channels.";
    static final String OTHERWISE = "relay.otherwise";
    static final String CE_SOURCE = "relay.ce-source";
    static final String BACKOFF_INITIAL = "relay.backoff.initial";
    static final String BACKOFF_MAXIMUM = "relay.backoff.maximum";
    static final String PROBE_INTERVAL = "relay.probe-interval";
    static final String PROBE_PATIENCE = "relay.probe-patience";
    static final String RETENTION = "relay.retention.enabled";
    static final String MAXIMUM_AGE = "relay.retention.maximum-age";
    static final String DAYS_AHEAD = "relay.retention.days-ahead";
    static final String RETENTION_INTERVAL = "relay.retention.interval";
    static final String MINIMUM_TIME_LEFT = "relay.wal-watch.minimum-time-left";

    /** The only key that the relay does not have. */
    static final String GROUP = "relay.connect.group-id";

    private ConnectorKeys() {}

    /** Returns the definition of all keys that have a fixed name, each with its documentation. */
    static ConfigDef definition() {
        ConfigDef keys = new ConfigDef();
        database(keys);
        slot(keys);
        kafka(keys);
        topics(keys);
        task(keys);
        housekeeping(keys);
        return keys;
    }

    private static void database(ConfigDef keys) {
        Group group = new Group(keys, "Database");
        group.required(
                URL,
                "The JDBC URL of the database that holds the outbox: jdbc:postgresql://host:port/database, or"
                        + " host:port,host:port of the servers that may be the primary. Properties of PostgreSQL's driver may follow as"
                        + " relay.database.properties.<name>.");
        group.optional(
                USERNAME,
                "outbox_relay",
                "The role of the relay. It needs the attribute replication and select on the outbox.");
        group.password(PASSWORD, "The password of that role. Use a configuration provider, such as ${file:…}.");
    }

    private static void slot(ConfigDef keys) {
        Group group = new Group(keys, "Slot");
        group.optional(
                SLOT,
                "category_outbox",
                "The replication slot. One connector or relay at a time streams from it. It is created if it is missing.");
        group.optional(
                PUBLICATION, "outbox", "The publication with the inserts into the outbox. The migration creates it.");
        group.optional(TABLE, "public.outbox", "The outbox table with its schema.");
        group.optional(
                SLOT_PATIENCE,
                "5s",
                "How long a worker may be silent before the server frees the slot: one that is frozen or cut off. 3s to 60s.");
        group.optional(
                POLL_INTERVAL,
                "2ms",
                "The pause between two reads of an idle stream, only where the driver's socketFactory is configured.");
        group.optional(
                ACKNOWLEDGE_INTERVAL,
                "250ms",
                "The minimum interval between two acknowledgements to PostgreSQL. Later events are redelivered after a crash and"
                        + " skipped.");
        group.optional(
                MAXIMUM_BATCH_SIZE,
                "8192",
                "The maximum number of events in one transaction of Kafka; as many are read ahead.");
    }

    private static void kafka(ConfigDef keys) {
        Group group = new Group(keys, "Kafka");
        group.required(
                BOOTSTRAP_SERVERS,
                "The brokers of the worker, as host:port, separated by commas: to read the ledger, to create topics and to fence a"
                        + " relay. Properties of these clients, such as security.protocol, follow as relay.kafka.properties.<name>.");
        group.required(
                GROUP,
                "The group.id of the workers. With the connector's name it is the transactional id of the task, which the ledger"
                        + " names, so that a relay that takes the slot over can fence a worker that was frozen.");
        group.optional(
                DELIVERY_TIMEOUT,
                "8s",
                "The time within which the brokers must answer the connector's own clients. 1s to 10s.");
        group.optional(
                NAME,
                null,
                "The relay's name on these brokers, the slot's name if it is not set: ledger and dead letter topic begin with"
                        + " outbox-relay.<name>. A relay that took over from this connector, or did so before, has the same name.");
    }

    private static void topics(ConfigDef keys) {
        Group group = new Group(keys, "Topics and routes");
        group.optional(PARTITIONS, "6", "The number of partitions of a topic that is created.");
        group.optional(REPLICATION_FACTOR, null, "Its replication factor; the broker's default if it is not set.");
        group.optional(
                MAXIMUM_UNCONFIGURED,
                "50",
                "The number of topics that are created for aggregate types without a route. Events of further types go to the dead"
                        + " letter topic. Configuration of created topics follows as relay.topics.configuration.<name>.");
        group.optional(
                OTHERWISE,
                null,
                "The topic of events that no route and no channel takes, in which ${aggregateType} stands for their aggregate type, or"
                        + " halt. Routes are relay.routes[0].destination, .aggregate-types, .event-types, .partitions,"
                        + " .content-type and .configuration.<name>; channels relay.channels.out-<aggregate type>Changed.destination.");
        group.optional(
                CE_SOURCE, null, "The header ce_source, in which ${aggregateType} stands for the aggregate type.");
    }

    private static void task(ConfigDef keys) {
        Group group = new Group(keys, "Task");
        group.optional(
                BACKOFF_INITIAL,
                "200ms",
                "The pause after the first temporary failure; it doubles with each further one.");
        group.optional(BACKOFF_MAXIMUM, "3s", "The longest of these pauses.");
        group.optional(PROBE_INTERVAL, "3s", "The interval between two probes of PostgreSQL and Kafka.");
        group.optional(
                PROBE_PATIENCE,
                "20s",
                "How long the probes may fail before the connector closes its connections and opens new ones.");
    }

    private static void housekeeping(ConfigDef keys) {
        Group group = new Group(keys, "Housekeeping");
        group.optional(
                RETENTION,
                "true",
                "Whether the connector creates partitions of the outbox ahead of time and drops old ones. With false, rows stay"
                        + " forever.");
        group.optional(
                MAXIMUM_AGE,
                "30d",
                "The minimum time that a row stays. Whole days are dropped, and only if every row in them is published.");
        group.optional(DAYS_AHEAD, "7", "The number of days after today for which a partition exists.");
        group.optional(RETENTION_INTERVAL, "1h", "The interval between two checks of the partitions.");
        group.optional(
                MINIMUM_TIME_LEFT,
                "10m",
                "The metric relay-slot-endangered is 1 if less than half of max_slot_wal_keep_size is left and PostgreSQL, at the"
                        + " present rate of writing, would invalidate the slot sooner than this; below 10 %, at any rate.");
    }

    /** Defines the keys of one group, in the order of the calls. */
    private static final class Group {

        private final ConfigDef keys;
        private final String name;
        private int order;

        private Group(ConfigDef keys, String name) {
            this.keys = keys;
            this.name = name;
        }

        private void required(String key, String documentation) {
            define(key, ConfigDef.Type.STRING, ConfigDef.NO_DEFAULT_VALUE, Importance.HIGH, documentation);
        }

        private void password(String key, String documentation) {
            define(key, ConfigDef.Type.PASSWORD, ConfigDef.NO_DEFAULT_VALUE, Importance.HIGH, documentation);
        }

        private void optional(String key, @Nullable String value, String documentation) {
            define(key, ConfigDef.Type.STRING, value, Importance.MEDIUM, documentation);
        }

        private void define(
                String key, ConfigDef.Type type, @Nullable Object value, Importance importance, String documentation) {
            keys.define(key, type, value, importance, documentation, name, ++order, Width.MEDIUM, key);
        }
    }
}
