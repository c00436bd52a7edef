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
 * A data directory on the disk and the programs that work on it.
 *
 * <p>{@code initdb} works in a directory beside it that takes its name in one step when it is complete: a crash leaves
 * either no data directory or a whole one.
 */
final class PostgresCluster {

    /** Otherwise the machine's locale decides the language of messages. */
    static final Map<String, String> ENVIRONMENT = Map.of("LC_ALL", "C");

    /** A role that may replicate decodes the log of the database that it may connect to; a copy of everything is the superuser's. */
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

    /** Makes the data directory if there is none, and clears what a killed server left in it. */
    void prepare() throws InterruptedException {
        try {
            Files.createDirectories(data.getParent());
            if (Files.isDirectory(data)) {
                // Names a process that is no more: the caller has made sure. PostgreSQL would believe it if another
                // process had taken the number since.
                removeStaleLock();
            } else {
                initialize();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot prepare the data directory " + data, e);
        }
    }

    /** How {@code postgres} is run. */
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

    /** The first line of this file is {@code # PostgreSQL 17}. */
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
