package com.everyoneslecture.outbox.inbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.apiguardian.api.API;
import org.jspecify.annotations.Nullable;

/**
 * The tables that an inbox keeps in the consumer's database: {@code inbox_offset}, {@code inbox_version},
 * {@code inbox_event_id}, {@code inbox_parked_key}, {@code inbox_parked_event}, {@code inbox_rebuild} and
 * {@code inbox_rebuild_partition}. Several groups may share them.
 *
 * <p>Put {@link #script} into the service's migrations, or call {@link #create} if the service may create tables.
 *
 * <p><b>Threads:</b> immutable.
 */
@API(status = API.Status.STABLE)
public final class InboxTables {

    private static final List<String> NAMES =
            List.of("offset", "version", "event_id", "parked_key", "parked_event", "rebuild", "rebuild_partition");
    private static final Pattern SCHEMA = Pattern.compile("[a-z_][a-z0-9_]{0,62}");

    /** Another process creates the same tables at this moment: duplicate table, duplicate object, or duplicate row of a catalog. */
    private static final Set<String> CREATED_MEANWHILE = Set.of("42P07", "42710", "23505");

    private static final int ATTEMPTS = 10;

    private final @Nullable String schema;

    private InboxTables(@Nullable String schema) {
        this.schema = schema;
    }

    /** Returns the tables that the connection's search path finds. */
    public static InboxTables ofSearchPath() {
        return new InboxTables(null);
    }

    /**
     * Returns the tables in a schema, which must exist.
     *
     * @param schema lower-case letters, digits and underscores
     * @throws IllegalArgumentException if it is not such a name
     */
    public static InboxTables in(String schema) {
        if (!SCHEMA.matcher(schema).matches()) {
            throw new IllegalArgumentException(
                    "'" + schema + "' is not a schema's name of lower-case letters, digits and underscores");
        }
        return new InboxTables(schema);
    }

    /** Returns the statements that create the missing tables. */
    public String script() {
        String script = template();
        for (String name : NAMES) {
            script = script.replace("${inbox_" + name + "}", name(name));
        }
        return script;
    }

    /**
     * Creates the missing tables. Needs the right to create tables in the schema.
     *
     * @param connection stays open; in auto-commit mode all tables are created in one transaction, otherwise the caller commits
     * @throws SQLException if the database rejects a statement
     */
    public void create(Connection connection) throws SQLException {
        for (int attempt = 1; ; attempt++) {
            try (Statement statement = connection.createStatement()) {
                statement.execute(script());
                return;
            } catch (SQLException e) {
                if (!connection.getAutoCommit()
                        || attempt == ATTEMPTS
                        || !CREATED_MEANWHILE.contains(String.valueOf(e.getSQLState()))) {
                    throw e;
                }
            }
        }
    }

    /** Returns the name of a table as SQL needs it. */
    String name(String name) {
        return schema == null ? "inbox_" + name : "\"" + schema + "\".inbox_" + name;
    }

    private static String template() {
        try (InputStream file = Objects.requireNonNull(InboxTables.class.getResourceAsStream("inbox.sql"))) {
            return new String(file.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
