package com.everyoneslecture.deployment;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The files of this repository, by their paths from its root. */
final class Repository {

    private static final Path ROOT = root();

    private Repository() {}

    static Path path(String path) {
        return ROOT.resolve(path);
    }

    static String read(String path) {
        try {
            return Files.readString(path(path), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void write(String path, String text) {
        try {
            Files.writeString(path(path), text, UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The root has the launcher and the documentation. */
    private static Path root() {
        for (Path each = Path.of("").toAbsolutePath(); each != null; each = each.getParent()) {
            if (Files.isRegularFile(each.resolve("outbox")) && Files.isDirectory(each.resolve("docs"))) {
                return each;
            }
        }
        throw new IllegalStateException("the working directory is in no directory with 'outbox' and 'docs'");
    }
}
