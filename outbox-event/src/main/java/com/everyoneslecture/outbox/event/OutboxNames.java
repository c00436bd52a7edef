package com.everyoneslecture.outbox.event;

import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The names of an outbox's table and of the objects that belong to it. Their names are derived from the table's name, and they
 * are in the same schema. Each name that a method returns is qualified, and quoted if SQL needs it, for use in statements.
 *
 * @param schema as the catalogue has it, without quotes
 * @param table as the catalogue has it, without quotes; at most {@value #MAXIMUM_TABLE_BYTES} bytes, so that the longest
 *     derived name fits into PostgreSQL's 63 bytes
 */
public record OutboxNames(String schema, String table) {

    /** The syntax of a schema and a table in SQL: plain, or in double quotes. */
    public static final String SYNTAX = "(?:[a-z_][a-z0-9_]{0,62}|\"(?:[^\"\\p{Cntrl}]|\"\"){1,63}\")\\."
            + "(?:[a-z_][a-z0-9_]{0,36}|\"(?:[^\"\\p{Cntrl}]|\"\"){1,37}\")";

    /** 63 less the 26 of {@code _aggregateversion_positive}. */
    public static final int MAXIMUM_TABLE_BYTES = 37;

    private static final int MAXIMUM_BYTES = 63;

    private static final Pattern PARTS =
            Pattern.compile("([a-z_][a-z0-9_]*|\"(?:[^\"]|\"\")+\")\\.([a-z_][a-z0-9_]*|\"(?:[^\"]|\"\")+\")");

    private static final Pattern PLAIN = Pattern.compile("[a-z_][a-z0-9_]*");

    /** Plain words that are no names without quotes (PostgreSQL's documentation, "SQL Key Words"). */
    private static final Set<String> RESERVED =
            Set.of(("all analyse analyze and any array as asc asymmetric authorization"
                            + " binary both case cast check collate collation column concurrently constraint create cross"
                            + " current_catalog current_date current_role current_schema current_time current_timestamp"
                            + " current_user default deferrable desc distinct do else end except false fetch for foreign freeze"
                            + " from full grant group having ilike in initially inner intersect into is isnull join lateral"
                            + " leading left like limit localtime localtimestamp natural not notnull null offset on only or order"
                            + " outer overlaps placing primary references returning right select session_user similar some"
                            + " symmetric system_user table tablesample then to trailing true union unique user using variadic"
                            + " verbose when where window with")
                    .split(" "));

    /** @throws IllegalArgumentException if PostgreSQL does not allow such names */
    public OutboxNames {
        requireName("schema", schema, MAXIMUM_BYTES);
        requireName("table", table, MAXIMUM_TABLE_BYTES);
    }

    /**
     * Reads schema and table as SQL writes them, such as {@code shop.events} or {@code "Shop"."Order Events"}.
     *
     * @throws IllegalArgumentException if it is not of this form
     */
    public static OutboxNames parse(String qualified) {
        Matcher parts = PARTS.matcher(qualified);
        if (!parts.matches()) {
            throw new IllegalArgumentException(
                    "must be schema and table, such as shop.events or \"Shop\".\"Order Events\"," + " but is "
                            + qualified);
        }
        return new OutboxNames(unquoted(parts.group(1)), unquoted(parts.group(2)));
    }

    /** The table, such as {@code shop.events}. */
    public String qualified() {
        return inSchema("");
    }

    /** The partition of rows that belong to no day's partition, {@code <table>_default}. */
    public String defaultPartition() {
        return inSchema("_default");
    }

    /** The table that lists the partitions that retention has dropped, {@code <table>_dropped_partition}. */
    public String droppedPartitions() {
        return inSchema("_dropped_partition");
    }

    /** The function that creates partitions, {@code <table>_ensure_partitions(integer)}, without its arguments. */
    public String ensurePartitions() {
        return inSchema("_ensure_partitions");
    }

    /** The function that drops a partition, {@code <table>_drop_partition(interval, pg_snapshot)}, without its arguments. */
    public String dropPartition() {
        return inSchema("_drop_partition");
    }

    /** The sequence of the versions of events that are appended without one, {@code <table>_aggregateversion_seq}. */
    public String versions() {
        return inSchema("_aggregateversion_seq");
    }

    /** The sequence of the order in which events were appended, {@code <table>_append_order_seq}. */
    public String appends() {
        return inSchema("_append_order_seq");
    }

    /** The schema, quoted if SQL needs it. */
    public String quotedSchema() {
        return quoted(schema);
    }

    /** Returns a name as SQL needs it: in double quotes, unless it has the same meaning without them. */
    public static String quoted(String name) {
        return PLAIN.matcher(name).matches() && !RESERVED.contains(name)
                ? name
                : '"' + name.replace("\"", "\"\"") + '"';
    }

    private String inSchema(String suffix) {
        return quoted(schema) + "." + quoted(table + suffix);
    }

    private static String unquoted(String part) {
        return part.startsWith("\"") ? part.substring(1, part.length() - 1).replace("\"\"", "\"") : part;
    }

    private static void requireName(String kind, String name, int maximumBytes) {
        int bytes = name.getBytes(StandardCharsets.UTF_8).length;
        if (bytes == 0 || bytes > maximumBytes) {
            throw new IllegalArgumentException("the name of the outbox's " + kind + " must have 1 to " + maximumBytes
                    + " bytes, but has " + bytes);
        }
        if (name.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("the name of the outbox's " + kind + " has a control character");
        }
    }
}
