package com.everyoneslecture.localstack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A Java program whose JVM starts from an archive of its classes: class data sharing. Until there is an archive, each JVM records the
 * classes that it loads. {@link #archive} makes the archive from the longest record; it takes its name in one step when it is complete.
 * A JVM that cannot use the archive loads the classes itself.
 */
final class ArchivedProgram {

    private static final int FIRST_WITH_LINKED_CLASSES = 24;
    /** An exit status from here on means that a signal has ended the process. */
    private static final int SIGNALLED = 128;

    private final Path directory;
    private final List<String> program;
    private final Path archive;
    private final Path failed;

    /**
     * Writes nothing yet.
     *
     * @param directory of this program with these options on this JVM alone
     * @param program the options of its JVM, then what is to run, without arguments
     */
    ArchivedProgram(Path directory, List<String> program) {
        this.directory = directory;
        this.program = List.copyOf(program);
        this.archive = directory.resolve("classes.jsa");
        this.failed = directory.resolve("classes.failed");
    }

    Path directory() {
        return directory;
    }

    /** Returns what follows {@code java} on the command line, up to the program's own arguments. */
    List<String> command() {
        List<String> command = new ArrayList<>();
        if (Files.exists(archive)) {
            command.add("-XX:SharedArchiveFile=" + archive);
            command.addAll(quiet());
        } else if (!Files.exists(failed)) {
            command.add("-XX:DumpLoadedClassList=" + directory.resolve("%p.classes"));
        }
        command.addAll(program);
        return command;
    }

    /** Makes the archive if there is none. A failure is recorded, and not repeated; an interrupt ends the work. */
    void archive() throws IOException, InterruptedException {
        Optional<Path> longest = longestRecord();
        if (Files.exists(archive) || Files.exists(failed) || longest.isEmpty()) {
            return;
        }
        Path classes = Files.write(directory.resolve("classes.list"), wholeLines(longest.get()));
        Path building = directory.resolve("classes.jsa.new");
        Path log = directory.resolve("classes.log");
        Files.deleteIfExists(building);
        int status = run(dump(classes, building), log);
        if (status == 0) {
            Files.move(building, archive, StandardCopyOption.ATOMIC_MOVE);
        } else if (status < SIGNALLED) {
            Files.move(log, failed, StandardCopyOption.REPLACE_EXISTING);
            throw new IOException("no archive of classes; see " + failed);
        }
    }

    private List<String> dump(Path classes, Path building) {
        // The programs that run come first.
        List<String> command = new ArrayList<>(List.of("nice", "-n", "19", JavaProgram.path()));
        command.addAll(
                List.of("-Xshare:dump", "-XX:SharedClassListFile=" + classes, "-XX:SharedArchiveFile=" + building));
        if (Runtime.version().feature() >= FIRST_WITH_LINKED_CLASSES) {
            command.add("-XX:+AOTClassLinking");
        }
        command.addAll(program);
        return command;
    }

    private static int run(List<String> command, Path log) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            return process.waitFor();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            throw e;
        }
    }

    /** An archive that does not fit is no news. */
    private static List<String> quiet() {
        return Runtime.version().feature() >= FIRST_WITH_LINKED_CLASSES
                ? List.of("-Xlog:cds*=error", "-Xlog:aot*=error")
                : List.of("-Xlog:cds*=error");
    }

    private Optional<Path> longestRecord() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(".classes"))
                    .max(Comparator.comparingLong(file -> file.toFile().length()));
        }
    }

    /** The JVM may be in the middle of the last line. */
    private static List<String> wholeLines(Path record) throws IOException {
        List<String> lines = Files.readAllLines(record);
        return lines.subList(0, Math.max(0, lines.size() - 1));
    }
}
