package com.everyoneslecture.localstack;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A Java program whose JVM starts from an archive of its classes (class data sharing). Until there is an archive, each JVM records the
 * classes that it loads. {@link #archive} builds the archive from the longest record and renames it in one step when it is complete. A JVM
 * that finds an archive of another build or JVM ignores it and loads the classes itself. A truncated archive would crash the JVM. The
 * archive's name therefore contains its size, and an archive of another size is deleted.
 */
final class ArchivedProgram {

    private static final Logger LOG = LoggerFactory.getLogger(ArchivedProgram.class);
    private static final int FIRST_WITH_LINKED_CLASSES = 24;
    /** An exit status from here on means that a signal ended the process. */
    private static final int SIGNALLED = 128;

    private final Path directory;
    private final List<String> program;
    private final Path failed;

    /**
     * Writes nothing yet.
     *
     * @param directory a directory for this program with these options on this JVM only
     * @param program the options of its JVM, followed by the class or the jar, without arguments
     */
    ArchivedProgram(Path directory, List<String> program) {
        this.directory = directory;
        this.program = List.copyOf(program);
        this.failed = directory.resolve("classes.failed");
    }

    Path directory() {
        return directory;
    }

    /** Returns what follows {@code java} on the command line, up to the program's own arguments. */
    List<String> command() {
        List<String> command = new ArrayList<>();
        Optional<Path> archive = find();
        if (archive.isPresent()) {
            command.add("-XX:SharedArchiveFile=" + archive.get());
            command.addAll(quiet());
        } else if (!Files.exists(failed)) {
            command.add("-XX:DumpLoadedClassList=" + directory.resolve("%p.classes"));
        }
        command.addAll(program);
        return command;
    }

    /** Returns the archive; empty if there is none of the right size. */
    Optional<Path> find() {
        Optional<Path> whole = Optional.empty();
        try {
            for (Path archive : files(".jsa")) {
                if (archive.endsWith(name(Files.size(archive)))) {
                    whole = Optional.of(archive);
                } else {
                    Files.deleteIfExists(archive);
                }
            }
        } catch (IOException e) {
            LOG.debug("cannot search for an archive of classes in {}", directory, e);
        }
        return whole;
    }

    private static String name(long size) {
        return "classes-" + size + ".jsa";
    }

    /** Builds the archive if there is none. A failure is recorded, and not repeated; an interrupt stops the work. */
    void archive() throws IOException, InterruptedException {
        Optional<Path> longest = longestRecord();
        if (find().isPresent() || Files.exists(failed) || longest.isEmpty()) {
            return;
        }
        Path classes = Files.write(directory.resolve("classes.list"), wholeLines(longest.get()));
        Path building = directory.resolve("classes.jsa.new");
        Path log = directory.resolve("classes.log");
        Files.deleteIfExists(building);
        int status = run(dump(classes, building), log);
        if (status == 0) {
            force(building);
            Files.move(building, directory.resolve(name(Files.size(building))), StandardCopyOption.ATOMIC_MOVE);
        } else if (status < SIGNALLED) {
            Files.move(log, failed, StandardCopyOption.REPLACE_EXISTING);
            throw new IOException("no archive of classes; see " + failed);
        }
    }

    private List<String> dump(Path classes, Path building) {
        // A low priority, because the running programs come first.
        List<String> command = new ArrayList<>(List.of("nice", "-n", "10", JavaProgram.path()));
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
            process.destroyForcibly().onExit().join();
            throw e;
        }
    }

    /** Returns the options that suppress the warning about an archive that does not fit. */
    private static List<String> quiet() {
        return Runtime.version().feature() >= FIRST_WITH_LINKED_CLASSES
                ? List.of("-Xlog:cds*=off", "-Xlog:aot*=off")
                : List.of("-Xlog:cds*=off");
    }

    private Optional<Path> longestRecord() throws IOException {
        return files(".classes").stream()
                .max(Comparator.comparingLong(file -> file.toFile().length()));
    }

    private List<Path> files(String ending) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(ending)).toList();
        }
    }

    /** Forces the content to the disk. Otherwise the name could survive a power failure without the content. The JVM leaves the file read-only. */
    private static void force(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    /** Returns the lines without the last one, which the JVM may still be writing. */
    private static List<String> wholeLines(Path record) throws IOException {
        List<String> lines = Files.readAllLines(record);
        return lines.subList(0, Math.max(0, lines.size() - 1));
    }
}
