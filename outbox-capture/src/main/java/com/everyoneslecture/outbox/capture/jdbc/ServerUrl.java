package com.everyoneslecture.outbox.capture.jdbc;

import java.util.List;
import java.util.Properties;
import java.util.stream.IntStream;
import org.postgresql.Driver;
import org.postgresql.PGProperty;

/** A JDBC URL, split into its parts by the driver's parser. */
record ServerUrl(String url) {

    private static final String SCHEME = "jdbc:postgresql://";

    /** Without the URL, because a password may be in it. */
    static final String NO_URL = "the URL of the database is not of the form jdbc:postgresql://host:port/database";

    /** Returns the servers as {@code host:port}, in the order of the URL. */
    List<String> hosts() {
        Properties parsed = parsed();
        String[] hosts = String.valueOf(PGProperty.PG_HOST.getOrDefault(parsed)).split(",", -1);
        String[] ports = String.valueOf(PGProperty.PG_PORT.getOrDefault(parsed)).split(",", -1);
        return IntStream.range(0, hosts.length)
                .mapToObj(at -> hosts[at] + ":" + ports[at])
                .toList();
    }

    String databaseName() {
        return String.valueOf(PGProperty.PG_DBNAME.getOrDefault(parsed()));
    }

    /** Returns the driver's properties in the URL, without hosts, ports and database. */
    Properties properties() {
        Properties properties = new Properties();
        parsed().forEach((name, value) -> {
            if (!isAddress((String) name)) {
                properties.put(name, value);
            }
        });
        return properties;
    }

    String withoutProperties() {
        return url.split("\\?", 2)[0];
    }

    /** Returns the URL with these servers instead of its own, and without properties. */
    String withHosts(List<String> hosts) {
        String server = withoutProperties();
        return SCHEME + String.join(",", hosts) + server.substring(server.lastIndexOf('/'));
    }

    private Properties parsed() {
        Properties parsed = Driver.parseURL(url, null);
        if (parsed == null) {
            throw new IllegalArgumentException(NO_URL);
        }
        return parsed;
    }

    private static boolean isAddress(String property) {
        return property.equals(PGProperty.PG_HOST.getName())
                || property.equals(PGProperty.PG_PORT.getName())
                || property.equals(PGProperty.PG_DBNAME.getName());
    }
}
