package com.everyoneslecture.chaos.stack;

import com.everyoneslecture.localstack.BaseBackup;
import com.everyoneslecture.localstack.Directories;
import com.everyoneslecture.localstack.PostgresServer;
import com.everyoneslecture.localstack.PostgresSettings;
import com.everyoneslecture.localstack.ServerFiles;
import com.everyoneslecture.localstack.process.LogFile;
import com.everyoneslecture.localstack.stack.ComponentName;
import com.everyoneslecture.localstack.stack.StackLayout;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;

/**
 * A hot standby of the category database, made from a base backup of the running server. It streams asynchronously, and has none of the
 * primary's slots, like any standby without {@code sync_replication_slots}.
 */
final class Standby {

    private static final String NAME = ComponentName.CATEGORY_DB + "-standby";

    private final PostgresServer primary;
    private final Path primaryData;
    private final String password;
    private final ServerFiles files;
    private final PostgresServer server;

    Standby(PostgresServer primary, StackLayout layout, String superuserPassword) {
        this.primary = primary;
        this.primaryData = layout.files(ComponentName.CATEGORY_DB).data();
        this.password = superuserPassword;
        this.files = filesIn(layout);
        this.server = new PostgresServer(
                new PostgresSettings(NAME, files, layout.programs(), 0, superuserPassword, Map.of()));
    }

    /** Returns the paths of its files. */
    static ServerFiles filesIn(StackLayout layout) {
        return new ServerFiles(
                layout.home().resolve("data").resolve(NAME),
                new LogFile(layout.home().resolve("logs").resolve(NAME + ".log")),
                layout.home().resolve("run").resolve(NAME + ".pid"));
    }

    /** Creates and starts it; returns when it answers queries. */
    void start() throws InterruptedException {
        server.kill();
        try {
            new BaseBackup(primary, password).takeStandby(files.data(), null, Map.of());
        } catch (SQLException e) {
            throw new IllegalStateException("cannot back up the primary", e);
        }
        server.start();
    }

    /** Returns whether it has replayed all that the primary has flushed until now. */
    boolean hasAll() throws SQLException {
        String flushed = one(primary, "select pg_current_wal_flush_lsn()");
        return "t".equals(one(server, "select pg_last_wal_replay_lsn() >= '" + flushed + "'"));
    }

    /** Promotes it and replaces the primary's data by its data. The primary must be dead. Afterwards neither server runs. */
    void takeOver() throws InterruptedException {
        try {
            one(server, "select pg_promote(true, 60)");
            server.stop();
            Directories.delete(primaryData);
            Files.move(files.data(), primaryData, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot move " + files.data(), e);
        } catch (SQLException e) {
            throw new IllegalStateException("cannot promote the standby", e);
        }
    }

    void kill() throws InterruptedException {
        server.kill();
    }

    private static String one(PostgresServer of, String sql) throws SQLException {
        try (Connection connection = of.admin("postgres").getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }
}
