package com.everyoneslecture.localstack;

import com.everyoneslecture.localstack.process.LogFile;
import com.everyoneslecture.localstack.process.StartFailedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A data directory on the disk and the programs that use it.
 *
 * <p>{@code initdb} works in a directory beside it that is renamed in one step when it is complete. After a crash there is either no data
 * directory or a complete one.
 */
final class PostgresCluster {

    /** Otherwise the machine's locale decides the language of messages. */
    static final Map<String, String> ENVIRONMENT = Map.of("LC_ALL", "C");

    /** A replication role decodes the log of a database that it may connect to. Only the superuser may make a physical copy. */
    private static final String ACCESS = """
            # type       database     role      address       method
            host         replication  postgres  127.0.0.1/32  scram-sha-256
            host         replication  all       all           reject
            host         all          all       127.0.0.1/32  scram-sha-256
            """;

    private final PostgresSettings settings;
    private final Path data;
    private final PostgresUser user = PostgresUser.ofThisProcess();
    private final Path programs;

    PostgresCluster(PostgresSettings settings) {
        this.settings = settings;
        this.data = settings.files().data();
        this.programs = new PostgresPrograms(settings.programs()).unpacked();
    }

    /** Creates the data directory if it does not exist, and removes the remains of a killed server. */
    void prepare() throws InterruptedException {
        try {
            Files.createDirectories(data.getParent());
            if (Files.isDirectory(data)) {
                // The file names a process that has ended: the caller has ensured that.
                // PostgreSQL would consider it alive if another process had received its number since.
                removeStaleLock();
            } else {
                initialize();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot prepare the data directory " + data, e);
        }
    }

    /** Returns the command that runs {@code postgres}. */
    List<String> command(List<String> arguments) {
        return user.command(programs.resolve("bin/postgres"), arguments);
    }

    private void removeStaleLock() throws IOException {
        Path lock = data.resolve("postmaster.pid");
        if (Files.exists(lock) && !livesAsPostgres(Files.readAllLines(lock).get(0))) {
            Files.delete(lock);
        }
    }

    private static boolean livesAsPostgres(String pid) {
        return ProcessHandle.of(Long.parseLong(pid.strip()))
                .filter(ProcessHandle::isAlive)
                .flatMap(process -> process.info().command())
                .filter(command -> command.endsWith("/postgres"))
                .isPresent();
    }

    private void initialize() throws IOException, InterruptedException {
        Path building = data.resolveSibling(data.getFileName() + ".new");
        Directories.delete(building);
        Files.createDirectory(building);
        Path password = Files.createTempFile(data.getParent(), "initdb", ".password");
        try {
            Files.writeString(password, settings.superuserPassword() + "\n");
            user.own(building);
            user.own(password);
            List<String> arguments = new ArrayList<>(
                    List.of("--pgdata=" + building, "--username=" + PostgresServer.SUPERUSER, "--pwfile=" + password));
            arguments.addAll(PostgresSettings.initdbArguments(majorVersion()));
            run(user.command(programs.resolve("bin/initdb"), arguments));
            Path access = building.resolve("pg_hba.conf");
            Files.writeString(access, ACCESS);
            user.own(access);
        } finally {
            Files.delete(password);
        }
        Files.move(building, data, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Reads the version from the first line of this file, {@code # PostgreSQL 17}. */
    private int majorVersion() throws IOException {
        try (Stream<String> lines = Files.lines(programs.resolve("share/postgresql/postgres.bki"))) {
            return Integer.parseInt(lines.findFirst().orElseThrow().replaceAll("\\D", ""));
        }
    }

    private void run(List<String> command) throws IOException, InterruptedException {
        LogFile log = settings.files().log();
        Files.createDirectories(log.path().getParent());
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.path().toFile()));
        builder.environment().putAll(ENVIRONMENT);
        int status = builder.start().waitFor();
        if (status != 0) {
            throw new StartFailedException("initdb of " + settings.name() + " ended with exit status " + status, log);
        }
    }
}
