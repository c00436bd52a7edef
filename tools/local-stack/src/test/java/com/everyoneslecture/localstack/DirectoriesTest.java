package com.everyoneslecture.localstack;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectoriesTest {

    @TempDir
    private Path directory = Path.of("");

    @Test
    void copiesAllWithPermissionsInPlaceOfWhatWasThere() throws Exception {
        Path data = Files.createDirectories(directory.resolve("data"));
        Path closed = Files.createDirectories(data.resolve("closed"));
        Files.createDirectory(closed.resolve("empty"));
        Files.writeString(closed.resolve("file"), "content");
        Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("rwx------"));
        Files.createSymbolicLink(data.resolve("link"), Path.of("elsewhere"));
        Path copy = Files.createDirectories(directory.resolve("copy"));
        Files.writeString(copy.resolve("old"), "old");

        Directories.copy(data, copy);

        assertThat(copy.resolve("closed/file")).hasContent("content");
        assertThat(copy.resolve("closed/empty")).isDirectory();
        assertThat(Files.getPosixFilePermissions(copy.resolve("closed")))
                .isEqualTo(PosixFilePermissions.fromString("rwx------"));
        assertThat(Files.readSymbolicLink(copy.resolve("link"))).isEqualTo(Path.of("elsewhere"));
        assertThat(copy.resolve("old")).doesNotExist();
    }

    /** Tests that start at the same time delete the remains of an earlier one. */
    @Test
    void isDeletedByTwoAtOnce() throws Exception {
        for (int round = 0; round < 20; round++) {
            Path data = directory.resolve("data");
            for (int folder = 0; folder < 20; folder++) {
                Path inner = Files.createDirectories(data.resolve("folder-" + folder));
                for (int file = 0; file < 20; file++) {
                    Files.writeString(inner.resolve("file-" + file), "content");
                }
            }
            CompletableFuture<Void> other = CompletableFuture.runAsync(() -> Directories.delete(data));
            Directories.delete(data);
            other.join();

            assertThat(data).doesNotExist();
        }
    }
}
