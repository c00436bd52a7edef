package com.everyoneslecture.outbox.schema;

import static com.everyoneslecture.outbox.event.OutboxNames.quoted;

import com.everyoneslecture.outbox.event.OutboxNames;
import java.util.ArrayList;
import java.util.List;

/** Lists every object of an outbox, as PostgreSQL's catalogue writes it down. */
final class Expectations {

    /** Creates the objects that are missing. */
    static final String APPLY = "run apply with the same names";

    private static final String TYPE = """
            select format_type(atttypid, atttypmod) || case when attnotnull then ' not null' else '' end
            from pg_attribute
            where attrelid = to_regclass(?) and attname = ? and attnum > 0 and not attisdropped
            """;

    private static final String DEFAULT = """
            select coalesce((select pg_get_expr(adbin, adrelid) from pg_attrdef where adrelid = attrelid and adnum = attnum), 'none')
            from pg_attribute
            where attrelid = to_regclass(?) and attname = ? and attnum > 0 and not attisdropped
            """;

    private static final String CONSTRAINT = """
            select replace(pg_get_constraintdef(oid), ' NOT VALID', '') from pg_constraint
            where conrelid = to_regclass(?) and conname = ?
            """;

    private static final String INDEX = """
            select substring(pg_get_indexdef(i.oid) from 'USING .*')
            from pg_class i join pg_index on indexrelid = i.oid
            where indrelid = to_regclass(?) and i.relname = ?
            """;

    private static final String FUNCTION = """
            select concat_ws(' ', prosecdef, proconfig, provolatile) || e'\\n' || prosrc from pg_proc
            where oid = to_regprocedure(?)
            """;

    private static final String PUBLIC_EXECUTES = """
            select case when exists (select from aclexplode(coalesce(proacl, acldefault('f', proowner)))
                                     where grantee = 0 and privilege_type = 'EXECUTE')
                        then 'callable by PUBLIC' else 'not callable by PUBLIC' end
            from pg_proc where oid = to_regprocedure(?)
            """;

    private final OutboxDefinition outbox;
    private final OutboxNames names;
    private final Template template;
    private final List<Expectation> all = new ArrayList<>();

    Expectations(OutboxDefinition outbox, Template template) {
        this.outbox = outbox;
        this.names = outbox.names();
        this.template = template;
    }

    List<Expectation> all() {
        columns();
        constraints();
        partitions();
        functions();
        all.addAll(new ExpectedAccess(outbox).all());
        return all;
    }

    private void columns() {
        String now = "((EXTRACT(epoch FROM clock_timestamp()) * (1000000)::numeric))::bigint";
        column("id", "uuid not null", "gen_random_uuid()");
        column("aggregatetype", "text not null", "none");
        column("aggregateid", "text not null", "none");
        column("aggregateversion", "bigint not null", "nextval(" + Template.literal(names.versions()) + "::regclass)");
        column("type", "text not null", "none");
        column("payload", "text", "none");
        column("occurred_at", "bigint not null", now);
        column("traceparent", "text", "none");
        column("tx_id", "xid8 not null", "pg_current_xact_id()");
        column("payload_bytes", "bytea", "none");
        column("tombstone", "boolean not null", "false");
        column("record_key", "text", "none");
        column("headers", "jsonb", "none");
        column("content_type", "text", "none");
        column("append_order", "bigint", "nextval(" + Template.literal(names.appends()) + "::regclass)");
    }

    private void column(String name, String type, String value) {
        String alter = "alter table " + names.qualified();
        String definition = name + " " + type + (value.equals("none") ? "" : " default " + value);
        add(
                "column " + name,
                type,
                alter + " add column " + definition + ", or give the column that is there this type",
                TYPE,
                names.qualified(),
                name);
        String change = value.equals("none") ? " drop default" : " set default " + value;
        add(
                "default of column " + name,
                value,
                alter + " alter column " + name + change,
                DEFAULT,
                names.qualified(),
                name);
    }

    private void constraints() {
        Checks.conditions()
                .forEach((name, condition) -> constraint(names.table() + "_" + name, "CHECK (" + condition + ")"));
        constraint(names.table() + "_pkey", "PRIMARY KEY (id, occurred_at)");
    }

    private void constraint(String name, String definition) {
        String alter = "alter table " + names.qualified();
        add(
                "constraint " + name,
                definition,
                alter + " drop constraint if exists " + quoted(name) + "; " + alter + " add constraint " + quoted(name)
                        + " " + definition,
                CONSTRAINT,
                names.qualified(),
                name);
    }

    private void partitions() {
        String table = names.qualified();
        add(
                "partitioning of " + table,
                "RANGE (occurred_at)",
                "create the outbox under another name; a table cannot be partitioned afterwards",
                "select coalesce((select pg_get_partkeydef(partrelid) from pg_partitioned_table"
                        + " where partrelid = to_regclass(?)), 'none')",
                table);
        add(
                "table " + names.defaultPartition(),
                "DEFAULT",
                APPLY,
                "select pg_get_expr(relpartbound, oid) from pg_class where oid = to_regclass(?)",
                names.defaultPartition());
        index("_occurred_at", "USING brin (occurred_at) WITH (autosummarize='on')");
        index("_tx_id", "USING brin ((((tx_id)::text)::bigint)) WITH (autosummarize='on')");
        add(
                "table " + names.droppedPartitions(),
                "partition_name text, dropped_at timestamp with time zone, dropped_rows bigint, published pg_snapshot",
                APPLY,
                "select string_agg(attname || ' ' || format_type(atttypid, atttypmod), ', ' order by attnum) from pg_attribute"
                        + " where attrelid = to_regclass(?) and attnum > 0 and not attisdropped",
                names.droppedPartitions());
        sequence(names.versions());
        sequence(names.appends());
        if (outbox.owner() != null) {
            add(
                    "owner of " + table,
                    outbox.owner(),
                    "alter table " + table + " owner to " + quoted(outbox.owner()),
                    "select pg_get_userbyid(relowner)::text from pg_class where oid = to_regclass(?)",
                    table);
        }
    }

    private void sequence(String name) {
        add(
                "sequence " + name,
                "bigint, increment 1",
                APPLY,
                "select format_type(seqtypid, null) || ', increment ' || seqincrement from pg_sequence"
                        + " where seqrelid = to_regclass(?)",
                name);
    }

    private void index(String suffix, String definition) {
        add("index " + names.table() + suffix, definition, APPLY, INDEX, names.qualified(), names.table() + suffix);
    }

    private void functions() {
        String[] bodies = template.render("objects.sql").split("\\$(ensure|drop)\\$", -1);
        function(names.ensurePartitions() + "(integer)", "2s", bodies[1]);
        function(names.dropPartition() + "(interval, pg_snapshot)", "100ms", bodies[3]);
    }

    private void function(String signature, String lockTimeout, String body) {
        add(
                "function " + signature,
                "t {\"search_path=pg_catalog, pg_temp\",lock_timeout=" + lockTimeout + "} v\n" + body,
                APPLY,
                FUNCTION,
                signature);
        add(
                "function " + signature,
                "not callable by PUBLIC",
                "revoke all on function " + signature + " from public",
                PUBLIC_EXECUTES,
                signature);
    }

    private void add(String object, String value, String remedy, String query, String... parameters) {
        all.add(new Expectation(object, value, remedy, query, List.of(parameters)));
    }
}
