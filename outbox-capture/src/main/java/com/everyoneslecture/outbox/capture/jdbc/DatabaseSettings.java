package com.everyoneslecture.outbox.capture.jdbc;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.postgresql.PGProperty;

/**
 * The address and the login of the database that holds the outbox.
 *
 * @param url the JDBC URL of the server, or of all servers that may be the primary:
 *     {@code jdbc:postgresql://a:5432,b:5432/shop}. With several hosts, each connection is to the primary alone, whatever value
 *     {@code targetServerType} has
 * @param username the role of the relay; it needs {@code replication} and {@code select} on the outbox
 * @param password the password of that role; never logged. Not needed if {@code authenticationPluginClassName} names a class
 *     that provides the password
 * @param properties properties of PostgreSQL's JDBC driver for every connection, such as {@code sslmode} and
 *     {@code sslrootcert}. The case of a name does not matter: {@code RELAY_DATABASE_PROPERTIES_CONNECTTIMEOUT} is
 *     {@code connectTimeout}. An environment variable that names no property of the driver is rejected. Settings in
 *     {@code options} take precedence over the relay's own session settings
 */
@PasswordOrPlugin
public record DatabaseSettings(
        @NotNull(message = "is missing: set it to jdbc:postgresql://host:port/database")
        @Pattern(
                regexp = "jdbc:postgresql://" + SERVER + "(," + SERVER + ")*/[^/?]+(\\?.*)?",
                message =
                        "is not of the form jdbc:postgresql://host:port/database, or host:port,host:port of the servers that"
                                + " may be the primary")
        String url,

        @NotBlank(message = "is missing: the role that the relay logs in as")
        String username,

        String password,

        @NotNull Map<String, String> properties) {

    /** A name, or an address, with or without a port. A login in front of it would be a part of the host, and in every message. */
    private static final String SERVER = "(\\[[^,/?@\\]]+]|[^,/?@:\\[\\]]+)(:[0-9]{1,5})?";

    /** The timeouts for a connection and for the response to a statement: a hung server counts as unreachable. */
    private static final String CONNECT_TIMEOUT_SECONDS = "5";

    private static final String SOCKET_TIMEOUT_SECONDS = "10";

    /** A hung host may use up both timeouts before the driver tries the next one. */
    private static final int SECONDS_A_HOST =
            Integer.parseInt(CONNECT_TIMEOUT_SECONDS) + Integer.parseInt(SOCKET_TIMEOUT_SECONDS);

    /** The time for which the driver caches whether a host is a primary or a standby. */
    private static final String HOST_RECHECK_SECONDS = "1";

    private static final String PRIMARY = "primary";

    @SuppressWarnings("NullAway") // What is missing is reported by its own constraint.
    public DatabaseSettings {
        password = password == null ? "" : password;
    }

    /** For each second of the socket timeout: the server cancels a statement before its client stops waiting. */
    private static final long STATEMENT_MILLIS_A_SECOND = 900;

    /**
     * The driver's properties, including those of the URL and the {@link SessionSettings}, without address and password.
     */
    public Properties driverProperties() {
        Properties merged = configuredProperties();
        addOptions(merged, SessionSettings.UNBOUNDED);
        return merged;
    }

    /**
     * Returns the {@link #driverProperties} of a streaming connection.
     *
     * @param patience how long the server waits for a keepalive of this client before it ends the stream
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
        if (hasSeveralHosts()) {
            PGProperty.LOGIN_TIMEOUT.set(merged, loginTimeoutOfAllHosts());
            PGProperty.HOST_RECHECK_SECONDS.set(merged, HOST_RECHECK_SECONDS);
        }
        merged.putAll(DriverNames.spelled(properties));
        merged.putAll(parsed().properties());
        if (hasSeveralHosts()) {
            PGProperty.TARGET_SERVER_TYPE.set(merged, PRIMARY);
        }
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

    /**
     * Returns the URL with servers and database, without the driver's properties: {@link #driverProperties} has them.
     */
    public String serverUrl() {
        return parsed().withoutProperties();
    }

    /** Returns a URL without the driver's properties. */
    public static String serverUrl(String url) {
        return new ServerUrl(url).withoutProperties();
    }

    /** Returns the host of the server, or of the first server if there are several. */
    public String host() {
        return hosts().get(0).substring(0, hosts().get(0).lastIndexOf(':'));
    }

    /** Returns the port of the server, or of the first server if there are several. */
    public String port() {
        return hosts().get(0).substring(hosts().get(0).lastIndexOf(':') + 1);
    }

    /** The database's name. */
    public String databaseName() {
        return parsed().databaseName();
    }

    /** Returns hosts, ports and database, for messages. */
    public String address() {
        return String.join(",", hosts()) + "/" + databaseName();
    }

    /** Returns the servers as {@code host:port}, in the order of the URL. */
    public List<String> hosts() {
        return parsed().hosts();
    }

    /** Returns whether the URL names several servers, of which one at a time is the primary. */
    public boolean hasSeveralHosts() {
        return hosts().size() > 1;
    }

    /**
     * Returns the settings of one of several servers. A connection with these settings fails while that server is not
     * the primary. If there is only one server, returns these settings unchanged.
     *
     * @param host one of {@link #hosts}
     */
    public DatabaseSettings on(String host) {
        if (!hasSeveralHosts()) {
            return this;
        }
        Map<String, String> driver = new HashMap<>();
        Properties merged = configuredProperties();
        if (merged.getProperty(PGProperty.LOGIN_TIMEOUT.getName()).equals(loginTimeoutOfAllHosts())) {
            PGProperty.LOGIN_TIMEOUT.set(merged, CONNECT_TIMEOUT_SECONDS);
        }
        merged.forEach((name, value) -> driver.put((String) name, (String) value));
        return new DatabaseSettings(parsed().withHosts(List.of(host)), username, password, Map.copyOf(driver));
    }

    /**
     * Returns these settings with further properties of the driver; those that are configured take precedence.
     *
     * @param driver by the driver's own names
     */
    public DatabaseSettings with(Map<String, String> driver) {
        Map<String, String> merged = new HashMap<>(driver);
        merged.putAll(DriverNames.spelled(properties));
        return new DatabaseSettings(url, username, password, Map.copyOf(merged));
    }

    @Override
    public String toString() {
        return "DatabaseSettings[" + username + "@" + address() + "]";
    }

    private String loginTimeoutOfAllHosts() {
        return String.valueOf(SECONDS_A_HOST * hosts().size());
    }

    private ServerUrl parsed() {
        return new ServerUrl(url);
    }

    /**
     * Puts options before the configured ones, which take precedence: of two equal options the server uses the last.
     */
    private static void addOptions(Properties driver, String options) {
        String configured = PGProperty.OPTIONS.getOrDefault(driver);
        PGProperty.OPTIONS.set(driver, configured == null ? options : options + " " + configured);
    }
}
