package com.everyoneslecture.chaos.cli;

import com.everyoneslecture.chaos.report.HtmlReport;
import com.everyoneslecture.chaos.report.MatrixText;
import com.everyoneslecture.chaos.report.ReportFile;
import com.everyoneslecture.chaos.run.Result;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The files of a run.
 *
 * @param report the file of the report
 * @param matrix the file of the table of faults and guarantees; empty for none
 */
record ChaosFiles(Path report, Optional<Path> matrix) {

    /**
     * Checks before the run that all can be written after it.
     *
     * @throws IllegalArgumentException with the option and the reason if one cannot
     */
    void requireWritable() {
        require("--report", report);
        if (matrix.isPresent()) {
            require("--matrix", matrix.get());
            if (matrix.get()
                    .toAbsolutePath()
                    .normalize()
                    .equals(report.toAbsolutePath().normalize())) {
                throw new IllegalArgumentException("--matrix: " + report + " is the file of the report");
            }
        }
    }

    /** Writes each; one that fails does not keep the other from being written. Returns what failed. */
    List<String> write(Result result, String command) {
        List<String> failures = new ArrayList<>();
        attempt(() -> new HtmlReport(result, command).write(report), failures);
        matrix.ifPresent(file -> attempt(() -> MatrixText.write(result, command, file), failures));
        return failures;
    }

    private static void require(String option, Path file) {
        try {
            ReportFile.requireWritable(file);
        } catch (UncheckedIOException e) {
            throw new IllegalArgumentException(option + ": " + e.getMessage(), e);
        }
    }

    private static void attempt(Runnable write, List<String> failures) {
        try {
            write.run();
        } catch (RuntimeException e) {
            failures.add(e.getMessage() == null ? e.toString() : e.getMessage());
        }
    }
}
