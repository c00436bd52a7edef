package com.everyoneslecture.localstack.cli;

import com.everyoneslecture.localstack.process.LogFile;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.time.Duration;

/** Copies a log's bytes unchanged. */
final class LogPrinter {

    private static final Duration INTERVAL = Duration.ofMillis(200);
    private static final int BLOCK_BYTES = 8192;

    private final LogFile log;
    private final OutputStream out;

    LogPrinter(LogFile log, OutputStream out) {
        this.log = log;
        this.out = out;
    }

    /** Prints the last lines. With {@code follow}, it then prints all additions until this thread is interrupted. */
    void print(int lines, boolean follow) throws IOException, InterruptedException {
        long position = copyFrom(startOfLast(lines));
        while (follow) {
            Thread.sleep(INTERVAL.toMillis());
            boolean rotated = !Files.exists(log.path()) || Files.size(log.path()) < position;
            position = copyFrom(rotated ? 0 : position);
        }
    }

    private long startOfLast(int lines) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(log.path().toFile(), "r")) {
            long position = file.length();
            // A newline at the very end belongs to the last line.
            int missing = lines + 1;
            byte[] block = new byte[BLOCK_BYTES];
            while (position > 0) {
                int length = (int) Math.min(BLOCK_BYTES, position);
                file.seek(position - length);
                file.readFully(block, 0, length);
                for (int i = length - 1; i >= 0; i--) {
                    boolean ofLastLine = position - length + i == file.length() - 1;
                    if ((block[i] == '\n' || ofLastLine) && --missing == 0) {
                        return position - length + i + 1;
                    }
                }
                position -= length;
            }
            return 0;
        }
    }

    private long copyFrom(long position) throws IOException {
        if (!Files.exists(log.path())) {
            return 0;
        }
        try (RandomAccessFile file = new RandomAccessFile(log.path().toFile(), "r")) {
            file.seek(position);
            byte[] block = new byte[BLOCK_BYTES];
            long at = position;
            for (int read = file.read(block); read > 0; read = file.read(block)) {
                out.write(block, 0, read);
                at += read;
            }
            out.flush();
            return at;
        }
    }
}
