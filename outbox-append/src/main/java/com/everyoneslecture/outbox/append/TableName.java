package com.everyoneslecture.outbox.append;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A table's name, with or without its schema, written as in SQL: {@code outbox}, {@code shop.events}, {@code "Shop"."Order Events"}.
 *
 * @param sql the name with every part quoted, so that any name can be used in a statement
 * @param table the table's own name, unquoted
 */
record TableName(String sql, String table) {

    private static final int MOST_BYTES = 63;
    private static final String PART = "([\\p{L}_][\\p{L}\\p{N}_$]*|\"(?:[^\"\\x00]|\"\")+\")";
    private static final Pattern FORM = Pattern.compile("(?:" + PART + "\\.)?" + PART);

    static TableName of(String name) {
        Matcher parts = FORM.matcher(name);
        if (!parts.matches()) {
            throw new IllegalArgumentException(
                    "'" + name + "' is not the name of a table: write outbox, shop.events or, where a"
                            + " name needs quotes, \"Shop\".\"Order Events\".");
        }
        String schema = parts.group(1);
        String table = unquoted(parts.group(2));
        return new TableName((schema == null ? "" : quoted(unquoted(schema)) + ".") + quoted(table), table);
    }

    /** Returns the name that one of the table's constraints has. */
    String constraint(String rule) {
        return table + "_" + rule;
    }

    @Override
    public String toString() {
        return sql;
    }

    /** Reads an identifier as PostgreSQL does: without quotes, ASCII letters become small. */
    private static String unquoted(String part) {
        String name =
                part.startsWith("\"") ? part.substring(1, part.length() - 1).replace("\"\"", "\"") : folded(part);
        if (name.getBytes(StandardCharsets.UTF_8).length > MOST_BYTES) {
            throw new IllegalArgumentException(
                    "'" + name + "' is longer than the " + MOST_BYTES + " bytes that PostgreSQL keeps of a name.");
        }
        return name;
    }

    private static String folded(String part) {
        StringBuilder folded = new StringBuilder(part.length());
        part.codePoints()
                .forEach(c -> folded.append(
                        c < 128 ? Character.toString(c).toLowerCase(Locale.ROOT) : Character.toString(c)));
        return folded.toString();
    }

    private static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }
}
