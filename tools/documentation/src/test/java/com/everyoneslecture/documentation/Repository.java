package com.everyoneslecture.documentation;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The files of this repository, by their paths from its root. */
final class Repository {

    /** The directories without sources. */
    private static final Set<String> SKIPPED = Set.of("target", ".git", ".outbox", "node_modules");

    private final Path root;

    private Repository(Path root) {
        this.root = root;
    }

    /** Finds the repository of the working directory: its root has the launcher and the documentation. */
    static Repository here() {
        for (Path each = Path.of("").toAbsolutePath(); each != null; each = each.getParent()) {
            if (Files.isRegularFile(each.resolve("outbox")) && Files.isDirectory(each.resolve("docs"))) {
                return new Repository(each);
            }
        }
        throw new IllegalStateException("the working directory is in no directory with 'outbox' and 'docs'");
    }

    Path resolve(String path) {
        return root.resolve(path);
    }

    String read(String path) {
        try {
            return Files.readString(resolve(path), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void write(String path, String text) {
        try {
            Files.writeString(resolve(path), text, UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the paths of the files under a directory that match, in order. */
    List<String> files(String directory, Predicate<String> matching) {
        Path start = resolve(directory);
        try (Stream<Path> found = walk(start)) {
            return found.map(file -> root.relativize(file).toString().replace('\\', '/'))
                    .filter(matching)
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<Path> walk(Path directory) throws IOException {
        try (Stream<Path> children = Files.list(directory)) {
            Stream<Path> all = Stream.empty();
            for (Path child : children.toList()) {
                if (!Files.isDirectory(child)) {
                    all = Stream.concat(all, Stream.of(child));
                } else if (!SKIPPED.contains(child.getFileName().toString())) {
                    all = Stream.concat(all, walk(child));
                }
            }
            return all;
        }
    }
}
