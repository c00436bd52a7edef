package com.everyoneslecture.outbox.service.database;

import com.everyoneslecture.outbox.service.configuration.SecretFiles;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGProperty;
import org.postgresql.plugin.AuthenticationPlugin;
import org.postgresql.plugin.AuthenticationRequestType;
import org.postgresql.util.PSQLException;
import org.postgresql.util.PSQLState;
import org.springframework.core.env.Environment;

/**
 * Reads the password from its file each time a connection is opened, so that a rotated password needs no restart. PostgreSQL's driver
 * creates an instance for each connection.
 */
public final class PasswordFile implements AuthenticationPlugin {

    /** The driver ignores the property and passes it to this class. */
    private static final String FILE = "outboxPasswordFile";

    private final Path file;

    /** @param connection the driver's properties of the connection, with the name of the file */
    public PasswordFile(Properties connection) {
        this.file = Path.of(connection.getProperty(FILE));
    }

    /** Returns the driver's properties with which each connection reads the password from the file. */
    public static Map<String, String> properties(Path file) {
        return Map.of(
                PGProperty.AUTHENTICATION_PLUGIN_CLASS_NAME.getName(),
                PasswordFile.class.getName(),
                FILE,
                file.toString());
    }

    /**
     * Returns the driver's properties that make each connection read the password again; empty without a password file.
     *
     * @param key the key of the password, such as {@code spring.datasource.password}
     */
    public static Map<String, String> properties(Environment environment, String key) {
        return SecretFiles.fileOf(environment, key)
                .map(PasswordFile::properties)
                .orElse(Map.of());
    }

    @Override
    public char @Nullable [] getPassword(AuthenticationRequestType type) throws PSQLException {
        return SecretFiles.read(file)
                .map(String::toCharArray)
                .orElseThrow(() -> new PSQLException(
                        "the password file " + file + " cannot be read, has no text, or is larger than 64 KiB",
                        PSQLState.INVALID_PASSWORD));
    }
}
