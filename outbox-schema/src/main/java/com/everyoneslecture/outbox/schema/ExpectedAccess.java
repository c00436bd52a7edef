package com.everyoneslecture.outbox.schema;

import static com.everyoneslecture.outbox.event.OutboxNames.quoted;

import com.everyoneslecture.outbox.event.OutboxNames;
import java.util.ArrayList;
import java.util.List;

/** Lists how an outbox is reached: its publication, and the rights of the writer and of the relay. */
final class ExpectedAccess {

    private static final String PUBLISHED =
            "id, aggregatetype, aggregateid, aggregateversion, type, payload, occurred_at,"
                    + " traceparent, payload_bytes, record_key, headers, content_type";

    private static final String WRITTEN = PUBLISHED + ", tombstone";

    private final OutboxDefinition outbox;
    private final OutboxNames names;
    private final List<Expectation> all = new ArrayList<>();

    ExpectedAccess(OutboxDefinition outbox) {
        this.outbox = outbox;
        this.names = outbox.names();
    }

    List<Expectation> all() {
        publication();
        rights();
        return all;
    }

    private void publication() {
        String publication = outbox.publication();
        String table = names.qualified() + " (" + PUBLISHED + ")";
        add(
                "publication " + publication,
                "exists",
                Expectations.APPLY,
                "select 'exists' from pg_publication where pubname = ?",
                publication);
        add(
                "publication " + publication,
                "inserts only, under the name of the table",
                "alter publication " + publication + " set (publish = 'insert', publish_via_partition_root = true)",
                "select case when exists (select from pg_publication where pubname = ? and not (pubinsert and pubviaroot"
                        + " and not (pubupdate or pubdelete or pubtruncate or puballtables)))"
                        + " then 'another one' else 'inserts only, under the name of the table' end",
                publication);
        add(
                "table of publication " + publication,
                "the outbox (" + PUBLISHED + ")",
                "alter publication " + publication + " set table " + table,
                "select string_agg(case when schemaname = ? and tablename = ? then 'the outbox'"
                        + " else schemaname || '.' || tablename end || ' (' || array_to_string(array("
                        + "select attname from pg_attribute where attrelid = format('%I.%I', schemaname, tablename)::regclass"
                        + " and attname = any (attnames) order by attnum), ', ') || ')'"
                        + " || coalesce(' where ' || rowfilter, ''), ', ')"
                        + " from pg_publication_tables where pubname = ?",
                names.schema(),
                names.table(),
                publication);
    }

    private void rights() {
        for (String role : List.of(outbox.writer(), outbox.relay())) {
            grant(
                    role,
                    "usage",
                    "schema " + names.quotedSchema(),
                    "has_schema_privilege(?::name, ?::text, 'usage')",
                    names.schema());
        }
        for (String column : WRITTEN.split(", ", -1)) {
            grant(
                    outbox.writer(),
                    "insert (" + column + ")",
                    names.qualified(),
                    "has_column_privilege(?::name, ?::text, '" + column + "', 'insert')",
                    names.qualified());
        }
        for (String sequence : List.of(names.versions(), names.appends())) {
            grant(
                    outbox.writer(),
                    "usage",
                    "sequence " + sequence,
                    "has_sequence_privilege(?::name, ?::text, 'usage')",
                    sequence);
        }
        for (String table : List.of(names.qualified(), names.droppedPartitions())) {
            grant(outbox.relay(), "select", table, "has_table_privilege(?::name, ?::text, 'select')", table);
        }
        for (String function :
                List.of(names.ensurePartitions() + "(integer)", names.dropPartition() + "(interval, pg_snapshot)")) {
            grant(
                    outbox.relay(),
                    "execute",
                    "function " + function,
                    "has_function_privilege(?::name, ?::text, 'execute')",
                    function);
        }
        add(
                "replication of role " + outbox.relay(),
                "allowed",
                "alter role " + quoted(outbox.relay()) + " replication",
                "select 'allowed' from pg_roles where rolname = ? and (rolreplication or rolsuper or exists"
                        + " (select from pg_roles m where m.rolname = 'rds_replication' and pg_has_role(?::name, m.oid, 'member')))",
                outbox.relay(),
                outbox.relay());
    }

    /** A missing object is reported once, and not again as a missing grant. */
    private void grant(String role, String privilege, String on, String condition, String object) {
        String exists = on.startsWith("schema ")
                ? "true"
                : on.startsWith("function ") ? "to_regprocedure(?) is not null" : "to_regclass(?) is not null";
        String query = "select case when not (" + exists + ") then 'granted' when " + condition
                + " then 'granted' else '' end";
        List<String> parameters = new ArrayList<>();
        if (exists.contains("?")) {
            parameters.add(object);
        }
        parameters.add(role);
        parameters.add(object);
        add(
                "grant of " + privilege + " on " + on + " to " + role,
                "granted",
                "grant " + privilege + " on " + on + " to " + quoted(role),
                query,
                parameters.toArray(String[]::new));
    }

    private void add(String object, String value, String remedy, String query, String... parameters) {
        all.add(new Expectation(object, value, remedy, query, List.of(parameters)));
    }
}
