package com.everyoneslecture.localstack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Copies the data directory of a running server, so that a standby can start from the copy. It calls
 * {@code pg_backup_start} and copies the files. The copy contains no slots of the primary.
 *
 * <p>After a crash during the copy, the incomplete copy must not be started; the next backup replaces it.
 */
public final class BaseBackup {

    // These files belong to the primary, or the standby creates its own.
    private static final List<String> LEFT_OUT = List.of("postmaster.pid", "postmaster.opts");
    private static final String SLOTS = "pg_replslot";

    private final PostgresServer primary;
    private final String password;

    /**
     * Copies nothing yet.
     *
     * @param superuserPassword the password of the primary's superuser, with which the standby logs in
     */
    public BaseBackup(PostgresServer primary, String superuserPassword) {
        this.primary = primary;
        this.password = superuserPassword;
    }

    /**
     * Copies the files, and configures the copy as a standby that streams from the primary.
     *
     * @param target the directory of the copy, which is replaced
     * @param database the database to which the standby connects to copy slots; null if it copies none
     * @param settings the standby's own settings; they are written to its {@code postgresql.auto.conf}, so that
     *     {@code alter system} can change them
     * @throws SQLException if the primary is unreachable
     * @throws UncheckedIOException if the files cannot be copied
     */
    public void takeStandby(Path target, @Nullable String database, Map<String, String> settings) throws SQLException {
        try {
            Files.createDirectories(target.getParent());
            copy(target);
            Files.writeString(target.resolve("standby.signal"), "");
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make " + target, e);
        }
        followIn(target, database, settings);
    }

    /**
     * Configures the standby with these files to stream from the primary's current address. Parameters as in
     * {@link #takeStandby}.
     */
    void followIn(Path target, @Nullable String database, Map<String, String> settings) {
        try {
            StringBuilder lines = new StringBuilder(setting("primary_conninfo", connection(database)));
            settings.forEach((name, value) -> lines.append(setting(name, value)));
            Files.writeString(target.resolve("postgresql.auto.conf"), lines, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the settings of " + target, e);
        }
    }

    private String connection(@Nullable String database) {
        return "host=127.0.0.1 port=" + primary.port() + " user=" + PostgresServer.SUPERUSER + " password=" + password
                + (database == null ? "" : " dbname=" + database);
    }

    private static String setting(String name, String value) {
        return name + " = '" + value + "'\n";
    }

    private void copy(Path target) throws SQLException, IOException {
        try (Connection connection = primary.admin("postgres").getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("select pg_backup_start('standby', fast => true)");
            Directories.copy(primary.files().data(), target);
            try (ResultSet stopped =
                    statement.executeQuery("select labelfile from pg_backup_stop(wait_for_archive => false)")) {
                stopped.next();
                Files.writeString(target.resolve("backup_label"), stopped.getString(1));
            }
        }
        for (String name : LEFT_OUT) {
            Files.deleteIfExists(target.resolve(name));
        }
        emptied(target.resolve(SLOTS));
    }

    /** Deletes the content of a directory, but not the directory itself, which must belong to PostgreSQL's user. */
    private static void emptied(Path directory) throws IOException {
        try (var entries = Files.list(directory)) {
            entries.forEach(BaseBackup::deleted);
        }
    }

    private static void deleted(Path entry) {
        if (Files.isDirectory(entry)) {
            Directories.delete(entry);
        } else {
            try {
                Files.delete(entry);
            } catch (IOException e) {
                throw new UncheckedIOException("cannot delete " + entry, e);
            }
        }
    }
}
