package com.everyoneslecture.benchmarks.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a run writes: where, when and by which command the figures came about, and the figures.
 *
 * @param date when the run began, UTC
 * @param command as it can be typed again
 */
public record FindingsFile(Machine machine, String date, String command, List<Entry> findings) {

    /** What one benchmark found. */
    public record Entry(String name, Object data) {}

    /** All that was found so far. */
    public static FindingsFile of(Machine machine, Instant began, String command, List<Findings> findings) {
        return new FindingsFile(
                machine,
                began.truncatedTo(ChronoUnit.SECONDS).toString(),
                command,
                findings.stream()
                        .map(found -> new Entry(found.name(), found.data()))
                        .toList());
    }

    /** Makes the file, or replaces it. */
    public void write(Path file) throws IOException {
        Files.createDirectories(file.toAbsolutePath().resolveSibling(""));
        Files.writeString(
                file, JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(this) + "\n");
    }
}
