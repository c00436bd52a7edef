package com.everyoneslecture.outbox.schema.command;

import java.sql.SQLException;
import java.util.Locale;
import javax.net.ssl.SSLHandshakeException;
import org.postgresql.ds.PGSimpleDataSource;
import picocli.CommandLine.Option;

/** The options of a command that name the database, for {@code @Mixin}. The password comes from the environment alone. */
public final class DatabaseLogin {

    /** The driver's SQLSTATE if the server requires a password and none is set. */
    private static final String NO_PASSWORD = "08004";

    /** In every translation of the driver's message about a certificate for another name, which has no cause. */
    private static final String OTHER_NAME = "PgjdbcHostnameVerifier";

    @Option(
            names = "--url",
            required = true,
            paramLabel = "<JDBC URL>",
            description = "The database: jdbc:postgresql://host:port/database, without a password.")
    private String url = "";

    @Option(
            names = "--user",
            required = true,
            paramLabel = "<role>",
            description = "A superuser, or the database's owner if it may create roles (CREATEROLE and REPLICATION).")
    private String user = "";

    public String user() {
        return user;
    }

    /**
     * Returns a source of connections, with the password from {@code PGPASSWORD} or {@code PGPASSWORD_FILE}.
     *
     * @throws IllegalArgumentException if the URL is not PostgreSQL's or holds a password, or the password cannot be read
     */
    public PGSimpleDataSource database(Secrets secrets, String applicationName) {
        if (!url.startsWith("jdbc:postgresql:")) {
            throw new IllegalArgumentException("--url must begin with jdbc:postgresql:");
        }
        if (url.toLowerCase(Locale.ROOT).contains("password=") || url.matches("jdbc:postgresql://[^/?]*@.*")) {
            throw new IllegalArgumentException("--url must not hold a password, which every user of this machine could"
                    + " read: set PGPASSWORD or PGPASSWORD_FILE");
        }
        PGSimpleDataSource database = new PGSimpleDataSource();
        database.setUrl(url);
        database.setUser(user);
        database.setApplicationName(applicationName);
        secrets.find("PGPASSWORD").ifPresent(database::setPassword);
        return database;
    }

    /** Returns the remedy for a failed login, as a sentence; empty if the failure has another cause. */
    public String remedy(SQLException failure) {
        String state = String.valueOf(failure.getSQLState());
        if (state.startsWith("28") || state.equals(NO_PASSWORD)) {
            return "Set PGPASSWORD, or PGPASSWORD_FILE, to the password of " + user + ".";
        }
        if (isOfCertificate(failure)) {
            return "Trust the authority that signed the server's certificate (sslrootcert in --url), call the server by a name"
                    + " that is in it, and check whether it has expired.";
        }
        return state.startsWith("08") ? "Is PostgreSQL running and reachable at " + url + "?" : "";
    }

    private static boolean isOfCertificate(SQLException failure) {
        return failure.getCause() instanceof SSLHandshakeException
                || String.valueOf(failure.getMessage()).contains(OTHER_NAME);
    }
}
