package com.everyoneslecture.chaos.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A file for readers, in a directory that need not exist. */
public final class ReportFile {

    private ReportFile() {}

    /**
     * Checks that the file can be written later, and leaves it as it is.
     *
     * @throws UncheckedIOException with the reason if it cannot
     */
    public static void requireWritable(Path file) {
        try {
            createDirectory(file);
            boolean isNew = !Files.exists(file);
            Files.newByteChannel(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)
                    .close();
            if (isNew) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw failed(file, e);
        }
    }

    static void write(Path file, String text) {
        try {
            createDirectory(file);
            Files.writeString(file, text, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw failed(file, e);
        }
    }

    private static void createDirectory(Path file) throws IOException {
        Path directory = file.toAbsolutePath().getParent();
        if (directory != null) {
            Files.createDirectories(directory);
        }
    }

    private static UncheckedIOException failed(Path file, IOException e) {
        return new UncheckedIOException("cannot write " + file + " (" + e + ")", e);
    }
}
