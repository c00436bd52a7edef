package com.everyoneslecture.localstack.cli;

import com.everyoneslecture.localstack.stack.Capture;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option of a command that starts one relay. */
public final class CaptureOption {

    @Option(
            names = "--capture",
            paramLabel = "NAME",
            converter = CaptureConverter.class,
            description = "How the relay reads the write-ahead log: debezium, by Debezium's "
                    + "PostgreSQL connector, or wal, by its own reader. Without this option, "
                    + "the relay's setting decides.")
    private @Nullable Capture capture;

    /** Returns the requested capture. */
    public Optional<Capture> chosen() {
        return Optional.ofNullable(capture);
    }
}
