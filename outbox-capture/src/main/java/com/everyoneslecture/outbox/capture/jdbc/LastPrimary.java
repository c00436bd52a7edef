package com.everyoneslecture.outbox.capture.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.postgresql.jdbc.PgConnection;

/**
 * Remembers the last primary of each URL with several hosts, so that it is tried first. Otherwise each connection would
 * first wait for the timeout of a failed machine. The order also means that a former primary that restarts by itself is
 * not contacted while the new primary responds.
 *
 * <p>It affects only the order of the hosts, and is kept in memory until the process ends. Thread-safe.
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

    /** Records the server of a new connection, which is the primary; does nothing for a URL with one host. */
    static void connected(DatabaseSettings settings, Connection connection) throws SQLException {
        if (settings.hasSeveralHosts()) {
            BY_URL.put(settings.url(), host(connection));
        }
    }

    /** Returns the server of a connection, in the form of {@link DatabaseSettings#hosts}. */
    static String host(Connection connection) throws SQLException {
        return connection
                .unwrap(PgConnection.class)
                .getQueryExecutor()
                .getHostSpec()
                .toString();
    }
}
