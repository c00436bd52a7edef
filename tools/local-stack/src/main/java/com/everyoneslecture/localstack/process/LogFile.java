package com.everyoneslecture.localstack.process;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/** The standard output and standard error of a process. */
public record LogFile(Path path) {

    private static final int TAIL_BYTES = 64 * 1024;
    private static final long ROTATED_FROM_BYTES = 16L * 1024 * 1024;

    /** Returns the last lines, the oldest first; none if there is no such file. Reads at most 64 KiB. */
    public List<String> tail(int lines) {
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "r")) {
            long from = Math.max(0, file.length() - TAIL_BYTES);
            byte[] end = new byte[(int) (file.length() - from)];
            file.seek(from);
            file.readFully(end);
            List<String> all = new String(end, StandardCharsets.UTF_8).lines().toList();
            // The first line is cut off unless the file begins with it.
            int whole = from > 0 && all.size() > 1 ? 1 : 0;
            return all.subList(Math.max(whole, all.size() - lines), all.size());
        } catch (IOException e) {
            return List.of();
        }
    }

    /** Returns the directory of the log. */
    Path folder() {
        return path.toAbsolutePath().resolveSibling("");
    }

    /** Renames a log that has grown large, before a process starts. It replaces the one that was renamed before. */
    void rotate() throws IOException {
        Files.createDirectories(folder());
        if (Files.exists(path) && Files.size(path) > ROTATED_FROM_BYTES) {
            Files.move(path, path.resolveSibling(path.getFileName() + ".1"), StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
