package com.everyoneslecture.outbox.capture.jdbc;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import org.postgresql.Driver;
import org.postgresql.PGProperty;

/**
 * The address and the login of the database that holds the outbox.
 *
 * @param url the JDBC URL of one server. A list of hosts is rejected, because a slot exists on one server
 * @param username the role of the relay; it needs {@code replication} and {@code select} on the outbox
 * @param password the password of that role; never logged
 * @param properties properties of PostgreSQL's JDBC driver for every connection, such as {@code sslmode} and
 *     {@code sslrootcert}. The case of a name does not matter: {@code RELAY_DATABASE_PROPERTIES_CONNECTTIMEOUT} is
 *     {@code connectTimeout}. An environment variable that names no property of the driver is rejected. Settings in
 *     {@code options} take precedence over the relay's own session settings
 */
public record DatabaseSettings(
        @NotNull(message = "is missing: say jdbc:postgresql://host:port/database")
        @Pattern(
                regexp = "jdbc:postgresql://[^,/?]+(:[0-9]{1,5})?/[^/?]+(\\?.*)?",
                message = "is not of the form jdbc:postgresql://host:port/database")
        String url,

        @NotBlank(message = "is missing: the role that the relay logs in as")
        String username,

        @NotBlank(message = "is missing: the password of the relay's role")
        String password,

        @NotNull Map<String, String> properties) {

    /** How long to wait for a connection, and for the answer to a statement: a server that hangs is a server away. */
    private static final String CONNECT_TIMEOUT_SECONDS = "5";

    private static final String SOCKET_TIMEOUT_SECONDS = "10";

    /** For each second of the socket time-out: the server gives up first, and leaves no statement without a client. */
    private static final long STATEMENT_MILLIS_A_SECOND = 900;

    /**
     * The driver's properties, those of the URL and the {@link SessionSettings} included, without the address and without the
     * password.
     */
    public Properties driverProperties() {
        Properties merged = configuredProperties();
        addOptions(merged, SessionSettings.UNBOUNDED);
        return merged;
    }

    /**
     * The {@link #driverProperties} of a streaming connection.
     *
     * @param patience how long the server waits for a sign of life from this end before it ends the stream
     */
    public Properties streamProperties(Duration patience) {
        Properties merged = configuredProperties();
        addOptions(merged, SessionSettings.UNBOUNDED + ' ' + SessionSettings.silentFor(patience));
        return merged;
    }

    private Properties configuredProperties() {
        Properties merged = new Properties();
        PGProperty.CONNECT_TIMEOUT.set(merged, CONNECT_TIMEOUT_SECONDS);
        PGProperty.LOGIN_TIMEOUT.set(merged, CONNECT_TIMEOUT_SECONDS);
        PGProperty.TCP_KEEP_ALIVE.set(merged, true);
        merged.putAll(DriverNames.spelled(properties));
        parsedUrl().forEach((name, value) -> {
            if (!isAddress((String) name)) {
                merged.put(name, value);
            }
        });
        return merged;
    }

    /** The driver's properties for statements that answer quickly; the streaming connection has no socket time-out. */
    Properties statementProperties() {
        Properties merged = new Properties();
        PGProperty.SOCKET_TIMEOUT.set(merged, SOCKET_TIMEOUT_SECONDS);
        PGProperty.APPLICATION_NAME.set(merged, "outbox-relay");
        merged.putAll(configuredProperties());
        long statementMillis = PGProperty.SOCKET_TIMEOUT.getIntNoCheck(merged) * STATEMENT_MILLIS_A_SECOND;
        addOptions(merged, SessionSettings.UNBOUNDED + ' ' + SessionSettings.bounded(statementMillis));
        PGProperty.USER.set(merged, username);
        PGProperty.PASSWORD.set(merged, password);
        return merged;
    }

    /** The server and its database, without the driver's properties: they are in {@link #driverProperties}. */
    public String serverUrl() {
        return serverUrl(url);
    }

    /** The URL without the driver's properties. */
    public static String serverUrl(String url) {
        return url.split("\\?", 2)[0];
    }

    /** The server's host. */
    public String host() {
        return String.valueOf(PGProperty.PG_HOST.getOrDefault(parsedUrl()));
    }

    /** The server's port. */
    public String port() {
        return String.valueOf(PGProperty.PG_PORT.getOrDefault(parsedUrl()));
    }

    /** The database's name. */
    public String databaseName() {
        return String.valueOf(PGProperty.PG_DBNAME.getOrDefault(parsedUrl()));
    }

    /** Host, port and database: what a person needs to know which one it is. */
    public String address() {
        return host() + ":" + port() + "/" + databaseName();
    }

    @Override
    public String toString() {
        return "DatabaseSettings[" + username + "@" + address() + "]";
    }

    private Properties parsedUrl() {
        Properties parsed = Driver.parseURL(url, null);
        if (parsed == null) {
            throw new IllegalArgumentException("'" + url + "' is not the URL of a PostgreSQL database");
        }
        return parsed;
    }

    /** Before those that are configured, which win: of an option that is there twice, the server takes the last. */
    private static void addOptions(Properties driver, String options) {
        String configured = PGProperty.OPTIONS.getOrDefault(driver);
        PGProperty.OPTIONS.set(driver, configured == null ? options : options + " " + configured);
    }

    private static boolean isAddress(String property) {
        return property.equals(PGProperty.PG_HOST.getName())
                || property.equals(PGProperty.PG_PORT.getName())
                || property.equals(PGProperty.PG_DBNAME.getName());
    }
}
