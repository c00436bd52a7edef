package com.everyoneslecture.localstack.process;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/** What a process has written to its standard output and standard error. */
public record LogFile(Path path) {

    private static final int TAIL_BYTES = 64 * 1024;
    private static final long ROTATED_FROM_BYTES = 16L * 1024 * 1024;

    /** The last lines, oldest first; none if there is no such file. At most 64 KiB are looked at. */
    public List<String> tail(int lines) {
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "r")) {
            long from = Math.max(0, file.length() - TAIL_BYTES);
            byte[] end = new byte[(int) (file.length() - from)];
            file.seek(from);
            file.readFully(end);
            List<String> all = new String(end, StandardCharsets.UTF_8).lines().toList();
            return all.subList(Math.max(0, all.size() - lines), all.size());
        } catch (IOException e) {
            return List.of();
        }
    }

    /** Where the log is. */
    Path folder() {
        return path.toAbsolutePath().resolveSibling("");
    }

    /** Before a process starts: a log that has grown large makes way, in place of the one that did so before it. */
    void rotate() throws IOException {
        Files.createDirectories(folder());
        if (Files.exists(path) && Files.size(path) > ROTATED_FROM_BYTES) {
            Files.move(path, path.resolveSibling(path.getFileName() + ".1"), StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
