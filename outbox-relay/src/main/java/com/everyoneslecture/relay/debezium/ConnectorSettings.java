package com.everyoneslecture.relay.debezium;

import com.everyoneslecture.outbox.capture.CaptureSettings;
import com.everyoneslecture.outbox.capture.Connector;
import io.debezium.config.Configuration;
import io.debezium.config.Field;
import io.debezium.connector.postgresql.PostgresConnectorConfig;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Debezium's settings: those that a user may set, and the reason why the relay controls every other one. */
final class ConnectorSettings {

    private static final Set<String> OPEN = Set.of(
            "connection.validation.timeout.ms",
            "custom.metric.tags",
            "max.queue.size",
            "max.queue.size.in.bytes",
            "query.fetch.size",
            "statistics.metrics.enabled",
            "status.update.interval.ms");

    private static final List<Decision> DECISIONS = List.of(
            // Those that are set by a key of the relay.
            new Decision("is set by relay.database", "database.", "driver."),
            new Decision("is set by relay.slot.name", "slot.name", "topic.prefix", "name"),
            new Decision("is set by relay.slot.publication", "publication.name"),
            new Decision("is set by relay.slot.table", "table.", "schema.include.list", "schema.exclude.list"),
            new Decision("is set by relay.capture.poll-interval", "poll.interval.ms"),
            new Decision("is set by relay.capture.maximum-batch-size", "max.batch.size"),
            new Decision("is set by relay.capture.acknowledge-interval", "offset.flush.interval.ms"),
            new Decision(
                    "is set by relay.backoff: the relay retries in one place",
                    "errors.",
                    "retriable.restart.connector.wait.ms",
                    "slot.max.retries",
                    "slot.retry.delay.ms"),
            // Those that the guarantee hangs on.
            new Decision(
                    "is decided by the relay: the slot is the only position, and it is acknowledged when the events are published",
                    "offset.",
                    "lsn.",
                    "flush.lsn.source",
                    "slot.drop.on.stop"),
            new Decision(
                    "is decided by the relay: it creates the slot itself, and PostgreSQL sends the outbox's inserts in its own format",
                    "plugin.name",
                    "slot.failover",
                    "slot.stream.params"),
            new Decision(
                    "is decided by the migration, which creates the publication and the table",
                    "publication.autocreate.mode",
                    "publish.via.partition.root",
                    "replica.identity.autoset.values"),
            new Decision(
                    "is decided by the relay: rows that the slot does not hold are published from the outbox, not by a snapshot",
                    "snapshot.",
                    "incremental.snapshot.",
                    "legacy.snapshot.",
                    "signal.",
                    "read.only",
                    "notification.",
                    "streaming.delay.ms"),
            new Decision(
                    "is decided by the relay: a change of the outbox other than an insert ends the capture",
                    "skipped.operations",
                    "skip.messages.without.change",
                    "tombstones.on.delete"),
            new Decision(
                    "is decided by the relay: events stay in the order of their commits",
                    "record.processing.order",
                    "record.processing.threads",
                    "record.processing.with.serial.consumer"),
            new Decision(
                    "is decided by the relay: an event that cannot be read ends the capture, and none is left out",
                    "event.processing.failure.handling.mode",
                    "event.converting.failure.handling.mode"),
            new Decision(
                    "is decided by the relay: an idle outbox must not keep PostgreSQL's log",
                    "heartbeat.",
                    "message.prefix."),
            new Decision(
                    "is decided by the relay, which makes the event from Debezium's record",
                    "binary.handling.mode",
                    "column.",
                    "converters",
                    "custom.converters",
                    "datatype.propagate.source.type",
                    "decimal.handling.mode",
                    "extended.headers.enabled",
                    "field.name.adjustment.mode",
                    "hstore.handling.mode",
                    "include.schema.changes",
                    "include.schema.comments",
                    "include.unknown.datatypes",
                    "interval.handling.mode",
                    "key.converter",
                    "header.converter",
                    "message.key.columns",
                    "money.fraction.digits",
                    "post.processors",
                    "predicates",
                    "provide.transaction.metadata",
                    "schema.name.adjustment.mode",
                    "schema.refresh.mode",
                    "sourceinfo.struct.maker",
                    "time.precision.mode",
                    "topic.naming.strategy",
                    "transaction.metadata.factory",
                    "transforms",
                    "unavailable.value.placeholder",
                    "value.converter",
                    "xmin.fetch.interval.ms"),
            new Decision(
                    "is decided by the relay, which ends a capture in bounded time",
                    "debezium.embedded.shutdown.pause.before.interrupt.ms",
                    "executor.shutdown.timeout.ms",
                    "record.processing.shutdown.timeout.ms"),
            new Decision(
                    "is decided by the relay: Debezium's classes come with it",
                    "connector.class",
                    "memory.management.",
                    "openlineage.",
                    "queue.provider.type"),
            new Decision("is decided by the relay: no password may be logged", "custom.sanitize.pattern"),
            new Decision("is decided by the relay: one table is captured", "database.include.list", "guardrail."),
            new Decision("is internal to Debezium", "internal."));

    private ConnectorSettings() {}

    /** Returns the problems of the further settings, by their names; empty if all of them are allowed. */
    static Map<String, String> problems(CaptureSettings capture) {
        Map<String, String> problems = new TreeMap<>();
        for (String name : capture.debezium().keySet()) {
            String problem = capture.connector() == Connector.DEBEZIUM
                    ? problem(name, capture)
                    : "has no effect with relay.capture.connector=wal";
            if (problem != null) {
                problems.put(name, problem);
            }
        }
        return problems;
    }

    /** Returns true if a user may change the setting. */
    static boolean isOpen(String name) {
        return OPEN.contains(name);
    }

    /** Returns the reason why a user may not change the setting; null if no reason is known. */
    static @Nullable String decision(String name) {
        return DECISIONS.stream()
                .filter(decision -> decision.covers(name))
                .map(Decision::reason)
                .findFirst()
                .orElse(null);
    }

    private static @Nullable String problem(String name, CaptureSettings capture) {
        if (isOpen(name)) {
            return problemOfValue(name, capture);
        }
        String decision = decision(name);
        return decision == null ? "is not a setting that the relay passes on" : decision;
    }

    /** Checks the value with Debezium's own rule. */
    private static @Nullable String problemOfValue(String name, CaptureSettings capture) {
        Map<String, String> values = new HashMap<>(capture.debezium());
        values.put("max.batch.size", String.valueOf(capture.maximumBatchSize()));
        Map<String, String> problems = new HashMap<>();
        Field field = PostgresConnectorConfig.ALL_FIELDS.fieldWithName(name);
        field.validate(
                Configuration.from(values),
                (wrong, value, problem) -> problems.putIfAbsent(name, "is wrong: " + problem));
        return problems.get(name);
    }

    /** @param names whole ones, or beginnings that end with a dot */
    private record Decision(String reason, List<String> names) {

        Decision(String reason, String... names) {
            this(reason, Arrays.asList(names));
        }

        boolean covers(String setting) {
            return names.stream()
                    .anyMatch(name -> name.endsWith(".") ? setting.startsWith(name) : setting.equals(name));
        }
    }
}
