package com.everyoneslecture.outbox.capture.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.postgresql.jdbc.PgConnection;

/**
 * Remembers, for each URL with several hosts, which one was the primary, so that it is tried first: a machine that has failed takes
 * each connection its whole time-out otherwise, and a former primary that comes back on its own is not asked while the new one
 * answers.
 *
 * <p>It decides on the order alone, and lives as long as the process. Used by any thread.
 */
final class LastPrimary {

    private static final Map<String, String> BY_URL = new ConcurrentHashMap<>();

    private LastPrimary() {}

    /** Returns the URL of all servers, the last primary first, without the driver's properties. */
    static String url(DatabaseSettings settings) {
        String last = BY_URL.get(settings.url());
        if (last == null) {
            return settings.serverUrl();
        }
        List<String> hosts = new ArrayList<>(List.of(last));
        settings.hosts().stream().filter(host -> !host.equals(last)).forEach(hosts::add);
        return new ServerUrl(settings.url()).withHosts(hosts);
    }

    /** The connection was made, so its server is the primary. */
    static void connected(DatabaseSettings settings, Connection connection) throws SQLException {
        if (settings.hasSeveralHosts()) {
            BY_URL.put(settings.url(), host(connection));
        }
    }

    /** Returns the server that a connection is to, as {@link DatabaseSettings#hosts} writes it. */
    static String host(Connection connection) throws SQLException {
        return connection
                .unwrap(PgConnection.class)
                .getQueryExecutor()
                .getHostSpec()
                .toString();
    }
}
