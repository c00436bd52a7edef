package com.everyoneslecture.benchmarks.servers;

import com.everyoneslecture.localstack.Directories;
import com.everyoneslecture.localstack.process.ProcessIdentity;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Files and servers that killed benchmarks have left: directories of data, and the servers that run there. */
final class Orphans {

    private static final Logger LOG = LoggerFactory.getLogger(Orphans.class);

    private Orphans() {}

    /** Records this process as the owner of a directory. */
    static void own(Path directory) throws IOException {
        Optional<ProcessIdentity> self = ProcessIdentity.of(ProcessHandle.current());
        if (self.isPresent()) {
            self.get().write(owner(directory));
        }
    }

    /**
     * Ends the processes and deletes the directories of benchmarks that have ended themselves. Only directories of the same user count:
     * anyone can create one with that name and with the ids of other processes.
     *
     * @param own the directory of this benchmark; orphans are beside it, and begin with the prefix
     */
    static void end(Path own, String prefix) throws InterruptedException {
        for (Path orphan : orphans(own, prefix)) {
            try {
                for (Path pidFile : pidFiles(orphan)) {
                    ProcessIdentity.reap(pidFile);
                }
                Directories.delete(orphan);
                LOG.warn("ended and deleted what a killed benchmark has left in {}", orphan);
            } catch (IOException | RuntimeException e) {
                LOG.warn("cannot end or delete what a killed benchmark has left in {}", orphan, e);
            }
        }
    }

    private static List<Path> orphans(Path own, String prefix) {
        try (Stream<Path> all = Files.list(own.resolveSibling(""))) {
            return all.filter(directory -> directory.getFileName().toString().startsWith(prefix))
                    .filter(directory -> isOrphan(directory, own))
                    .toList();
        } catch (IOException | UncheckedIOException e) {
            LOG.warn("cannot see whether killed benchmarks have left something beside {}", own, e);
            return List.of();
        }
    }

    private static boolean isOrphan(Path directory, Path own) {
        try {
            return Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)
                    && Files.getOwner(directory, LinkOption.NOFOLLOW_LINKS).equals(Files.getOwner(own))
                    && ProcessIdentity.read(owner(directory))
                            .filter(owner -> owner.find().isEmpty())
                            .isPresent();
        } catch (IOException e) {
            // It has been deleted meanwhile.
            return false;
        }
    }

    private static Path owner(Path directory) {
        return directory.resolve("owner.pid");
    }

    /** Returns the files that record processes. None is below a server's data. */
    private static List<Path> pidFiles(Path directory) throws IOException {
        List<Path> found = new ArrayList<>();
        Files.walkFileTree(directory, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                return folder.endsWith("data") ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                String name = file.getFileName().toString();
                if (name.equals("pid") || name.endsWith(".pid")) {
                    found.add(file);
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException failure) {
                return FileVisitResult.CONTINUE;
            }
        });
        return found;
    }
}
