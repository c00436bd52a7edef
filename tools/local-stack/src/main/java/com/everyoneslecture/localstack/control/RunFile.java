package com.everyoneslecture.localstack.control;

import com.everyoneslecture.localstack.OwnerOnly;
import com.everyoneslecture.localstack.process.ProcessIdentity;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Where the running {@code up} listens. The file is there as long as it runs; one that was killed leaves it behind.
 *
 * @param pid of the {@code up}
 * @param startedAtMillis when that process was started, since 1970
 * @param url of its control channel
 * @param token that requests must carry
 * @param ports of the components, by name
 * @param capture of the relay; null if none was asked for
 */
public record RunFile(
        long pid,
        long startedAtMillis,
        String url,
        String token,
        Map<String, Integer> ports,
        @Nullable String capture) {

    private static final JsonMapper JSON = new JsonMapper();

    /** Writes it for the owner alone. */
    public void write(Path file) {
        try {
            OwnerOnly.write(file, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(this) + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
    }

    /** The file, if the {@code up} that wrote it is still there. */
    public static Optional<RunFile> ofLiving(Path file) {
        try {
            RunFile run = JSON.readValue(Files.readString(file), RunFile.class);
            return run.lives() ? Optional.of(run) : Optional.empty();
        } catch (NoSuchFileException | JacksonException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }

    private boolean lives() {
        return new ProcessIdentity(pid, Instant.ofEpochMilli(startedAtMillis))
                .find()
                .isPresent();
    }
}
