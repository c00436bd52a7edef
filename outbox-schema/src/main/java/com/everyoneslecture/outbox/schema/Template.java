package com.everyoneslecture.outbox.schema;

import static com.everyoneslecture.outbox.event.OutboxNames.quoted;

import com.everyoneslecture.outbox.event.OutboxNames;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The SQL files beside this class, into which the names of one outbox are inserted: as identifiers, or as strings of SQL. */
final class Template {

    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([A-Za-z0-9_]+)}");

    private final Map<String, String> values = new HashMap<>();

    Template(OutboxDefinition outbox) {
        OutboxNames names = outbox.names();
        String table = names.table();
        identifiers(outbox);
        values.put("outboxLiteral", literal(names.qualified()));
        values.put("versionsLiteral", literal(names.versions()));
        values.put("appendsLiteral", literal(names.appends()));
        values.put("defaultLiteral", literal(table + "_default"));
        values.put("publicationLiteral", literal(outbox.publication()));
        values.put("schemaLiteral", literal(names.schema()));
        values.put("partitionPrefix", literal(table + "_"));
        values.put("schemaPrefix", literal(names.quotedSchema() + "."));
        // The table's name with digits behind it: quoted if the name needs quotes, a word of SQL or not.
        boolean plain = quoted(table + "_").equals(table + "_");
        values.put("quotedName", plain ? "name" : "quote_ident(name)");
        values.put("partitionExpression", literal("^" + expression(table) + "_[0-9]{8}$"));
        values.put("dayAt", String.valueOf(table.codePointCount(0, table.length()) + 2));
        values.put("schemaInFormat", inFormat(names.quotedSchema()));
        values.put("outboxInFormat", inFormat(names.qualified()));
        values.put("versionsInFormat", inFormat(names.versions()));
        values.put("appendsInFormat", inFormat(names.appends()));
        roles(outbox);
    }

    /** Returns the file's text with the names put in. */
    String render(String file) {
        Matcher placeholder = PLACEHOLDER.matcher(read(file));
        StringBuilder text = new StringBuilder();
        while (placeholder.find()) {
            String value = Objects.requireNonNull(values.get(placeholder.group(1)), placeholder.group(1));
            placeholder.appendReplacement(text, Matcher.quoteReplacement(value));
        }
        return placeholder.appendTail(text).toString();
    }

    /** A string of SQL. */
    static String literal(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    private void identifiers(OutboxDefinition outbox) {
        OutboxNames names = outbox.names();
        String table = names.table();
        values.put("schema", names.quotedSchema());
        values.put("outbox", names.qualified());
        values.put("default", names.defaultPartition());
        values.put("dropped", names.droppedPartitions());
        values.put("ensure", names.ensurePartitions());
        values.put("drop", names.dropPartition());
        values.put("dropFunction", quoted(table + "_drop_partition"));
        values.put("versions", names.versions());
        values.put("appends", names.appends());
        values.put("publication", quoted(outbox.publication()));
        values.put("occurredAtIndex", quoted(table + "_occurred_at"));
        values.put("txIdIndex", quoted(table + "_tx_id"));
        for (String constraint : Checks.conditions().keySet()) {
            values.put(constraint, quoted(table + "_" + constraint));
        }
    }

    private void roles(OutboxDefinition outbox) {
        values.put("writer", quoted(outbox.writer()));
        values.put("relay", quoted(outbox.relay()));
        String roles =
                "(" + literal(outbox.writer()) + ", 'login'), (" + literal(outbox.relay()) + ", 'login replication')";
        @Nullable String owner = outbox.owner();
        values.put("roles", owner == null ? roles : roles + ", (" + literal(owner) + ", 'nologin')");
        values.put("memberOf", owner == null ? "current_user" : literal(owner));
        if (owner != null) {
            values.put("owner", quoted(owner));
        }
    }

    /** Returns the name as a part of a string for {@code format}. */
    private static String inFormat(String identifier) {
        return identifier.replace("'", "''").replace("%", "%%");
    }

    /** Returns the text as a regular expression of PostgreSQL that matches exactly it. */
    private static String expression(String text) {
        return text.replaceAll("[\\p{ASCII}&&[^A-Za-z0-9_ ]]", "\\\\$0");
    }

    private static String read(String file) {
        try (InputStream in = Objects.requireNonNull(Template.class.getResourceAsStream(file), file)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
