package com.everyoneslecture.localstack.stack;

import com.everyoneslecture.db.Schema;
import com.everyoneslecture.localstack.PostgresPair;
import com.everyoneslecture.localstack.PostgresServer;
import com.everyoneslecture.localstack.PostgresSettings;
import java.util.Map;
import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The servers of the category database: one, or a primary and its standby.
 *
 * @param first the primary at the first start
 * @param pair both servers; null if there is no standby
 */
public record CategoryDatabase(
        PostgresServer first, @Nullable PostgresPair pair) {

    static CategoryDatabase of(StackLayout layout, Map<ComponentName, Integer> ports, Secrets secrets) {
        PostgresSettings first = settings(ComponentName.CATEGORY_DB, layout, ports, secrets);
        if (!ports.containsKey(ComponentName.CATEGORY_DB_STANDBY)) {
            return new CategoryDatabase(new PostgresServer(first), null);
        }
        PostgresPair pair =
                new PostgresPair(first, settings(ComponentName.CATEGORY_DB_STANDBY, layout, ports, secrets));
        return new CategoryDatabase(pair.first(), pair);
    }

    /** Returns the server that is the primary, whether it runs or not. */
    public PostgresServer primary() {
        return pair == null ? first : pair.primary();
    }

    /**
     * Returns the JDBC URL of the database for a service.
     *
     * @param way returns the port on which the service reaches the server with a given port
     */
    String url(IntUnaryOperator way) {
        return url(
                way.applyAsInt(first.port()),
                pair == null ? null : way.applyAsInt(pair.second().port()));
    }

    /** Returns the JDBC URL of the database of a running system, which is that of the primary if there are two servers. */
    public static String url(Map<ComponentName, Integer> ports) {
        return url(
                ports.getOrDefault(ComponentName.CATEGORY_DB, ComponentName.CATEGORY_DB.defaultPort()),
                ports.get(ComponentName.CATEGORY_DB_STANDBY));
    }

    /** Returns the JDBC URL of one server, or of two servers of which one is the primary if there is a second port. */
    static String url(int firstPort, @Nullable Integer secondPort) {
        String first = "jdbc:postgresql://127.0.0.1:" + firstPort;
        String database = "/" + Schema.CATEGORY.databaseName();
        return secondPort == null
                ? first + database
                // The driver checks again after 1 s which server is the primary.
                : first + ",127.0.0.1:" + secondPort + database
                        + "?targetServerType=primary&hostRecheckSeconds=1&connectTimeout=2";
    }

    private static PostgresSettings settings(
            ComponentName name, StackLayout layout, Map<ComponentName, Integer> ports, Secrets secrets) {
        return new PostgresSettings(
                name.toString(),
                layout.files(name),
                layout.programs(),
                ports.getOrDefault(name, 0),
                // The standby is a copy, so it has the primary's password.
                secrets.superuser(ComponentName.CATEGORY_DB),
                Map.of());
    }
}
