package com.everyoneslecture.localstack;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;
import org.jspecify.annotations.Nullable;

/**
 * PostgreSQL's programs, unpacked once from the archive on the class path into a directory that is named after the archive's contents. The
 * directory is renamed in one step when it is complete. So any number of processes may unpack at once, and a process that is killed
 * meanwhile leaves no directory that seems complete.
 */
final class PostgresPrograms {

    private static final int EXECUTABLE = 0100;

    private final Path parent;

    PostgresPrograms(Path parent) {
        this.parent = parent;
    }

    /** Returns the directory that contains {@code bin}, {@code lib} and {@code share}. */
    Path unpacked() {
        String archive = "postgres-" + system() + "-" + architecture() + ".txz";
        try {
            Path home = parent.resolve("postgresql-" + digest(archive).substring(0, 16));
            if (!Files.isDirectory(home)) {
                unpack(archive, home);
            }
            return home;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot unpack PostgreSQL to " + parent, e);
        }
    }

    private void unpack(String archive, Path home) throws IOException {
        Files.createDirectories(parent);
        Path building = Files.createTempDirectory(parent, "unpacking");
        Files.setPosixFilePermissions(building, PosixFilePermissions.fromString("rwxr-xr-x"));
        try (TarArchiveInputStream tar =
                new TarArchiveInputStream(new XZCompressorInputStream(new BufferedInputStream(open(archive))))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                unpack(tar, entry, building);
            }
            Files.move(building, home, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            Directories.delete(building);
            if (!Files.isDirectory(home)) {
                throw e;
            }
            // Another process was faster.
        }
    }

    private static void unpack(TarArchiveInputStream tar, TarArchiveEntry entry, Path directory) throws IOException {
        Path target = directory.resolve(entry.getName()).normalize();
        if (!target.startsWith(directory)) {
            throw new IOException("the archive's entry " + entry.getName() + " is outside of it");
        }
        if (entry.isDirectory()) {
            createReadable(directory, directory.relativize(target));
            return;
        }
        createReadable(directory, directory.relativize(target.resolveSibling("")));
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
            return;
        }
        try {
            Files.copy(tar, target);
        } catch (FileAlreadyExistsException e) {
            throw new IOException("the archive has " + entry.getName() + " twice", e);
        }
        boolean executable = (entry.getMode() & EXECUTABLE) != 0;
        Files.setPosixFilePermissions(target, PosixFilePermissions.fromString(executable ? "rwxr-xr-x" : "rw-r--r--"));
    }

    /** Creates a path that all users can read, whatever the umask, because the server may run as another user than the one that unpacks it. */
    private static void createReadable(Path above, Path path) throws IOException {
        Path directory = above;
        for (Path name : path) {
            directory = directory.resolve(name);
            if (!Files.isDirectory(directory)) {
                Files.createDirectory(directory);
                Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
            }
        }
    }

    private static String digest(String archive) throws IOException {
        try (DigestInputStream in = new DigestInputStream(open(archive), MessageDigest.getInstance("SHA-256"))) {
            in.transferTo(OutputStream.nullOutputStream());
            return HexFormat.of().formatHex(in.getMessageDigest().digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static InputStream open(String archive) {
        @Nullable InputStream in = PostgresPrograms.class.getResourceAsStream("/" + archive);
        if (in == null) {
            throw new IllegalStateException("there is no PostgreSQL for " + System.getProperty("os.name") + " on "
                    + System.getProperty("os.arch") + " here (" + archive
                    + "): Linux and macOS on x86-64 and arm64 are served");
        }
        return in;
    }

    private static String system() {
        String name = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
        return name.startsWith("mac") ? "darwin" : name.replace(' ', '_');
    }

    private static String architecture() {
        String name = System.getProperty("os.arch", "").toLowerCase(Locale.ROOT);
        return switch (name) {
            case "amd64", "x86_64" -> "x86_64";
            case "aarch64", "arm64" -> "arm_64";
            default -> name;
        };
    }
}
