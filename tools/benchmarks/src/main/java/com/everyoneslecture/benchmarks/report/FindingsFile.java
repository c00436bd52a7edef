package com.everyoneslecture.benchmarks.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;

/**
 * The file that a run writes: the machine, the time, the command and the figures.
 *
 * @param date the start of the run, UTC
 * @param command the command that repeats the run
 */
public record FindingsFile(Machine machine, String date, String command, List<Entry> findings) {

    /** The results of one benchmark. */
    public record Entry(String name, Object data) {}

    /** Returns all results so far. */
    public static FindingsFile of(Machine machine, Instant began, String command, List<Findings> findings) {
        return new FindingsFile(
                machine,
                began.truncatedTo(ChronoUnit.SECONDS).toString(),
                command,
                findings.stream()
                        .map(found -> new Entry(found.name(), found.data()))
                        .toList());
    }

    /** Creates the file, or replaces it. */
    public void write(Path file) throws IOException {
        Files.createDirectories(file.toAbsolutePath().resolveSibling(""));
        Files.writeString(
                file, JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(this) + "\n");
    }
}
