package com.everyoneslecture.localstack.control;

import com.everyoneslecture.localstack.OwnerOnly;
import com.everyoneslecture.localstack.process.ProcessIdentity;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * The address of the running {@code up}. The file exists as long as it runs; a killed {@code up} leaves it behind.
 *
 * @param pid the process id of the {@code up}
 * @param start the start of that process, as {@link ProcessIdentity} has it; null in a file of an earlier version
 * @param url the address of its control channel
 * @param token the token that requests must carry
 * @param ports the ports of the components, by name
 * @param capture the capture of the relay; null if none was requested
 */
public record RunFile(
        long pid,
        @Nullable String start,
        String url,
        String token,
        Map<String, Integer> ports,
        @Nullable String capture) {

    private static final JsonMapper JSON = new JsonMapper();

    /** Writes it so that only the owner can read it. */
    public void write(Path file) {
        try {
            OwnerOnly.write(file, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(this) + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
    }

    /** Returns the content of the file, if the {@code up} that wrote it is still running. */
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
        return start == null
                ? ProcessHandle.of(pid).isPresent()
                : new ProcessIdentity(pid, start).find().isPresent();
    }
}
