package com.everyoneslecture.localstack;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Archives of the classes of Java programs, with a directory for each program, build and JVM. They only save time: a program starts
 * normally if its archive cannot be built or used.
 */
public final class ClassArchives {

    private static final Logger LOG = LoggerFactory.getLogger(ClassArchives.class);
    private static final int UNPACK_BOUND_MINUTES = 2;
    private static final int KEY_BYTES = 8;

    private final @Nullable Path directory;
    private final Map<Path, ArchivedProgram> used = new LinkedHashMap<>();

    private ClassArchives(@Nullable Path directory) {
        this.directory = directory;
    }

    /** Returns an object without archives: programs start normally. */
    public static ClassArchives none() {
        return new ClassArchives(null);
    }

    /** Returns the archives in a directory that only this object uses. The directory need not exist. */
    public static ClassArchives in(Path directory) {
        return new ClassArchives(directory.toAbsolutePath().normalize());
    }

    /**
     * Returns the program of an executable jar. It copies the jar, because an archive needs the libraries unpacked.
     *
     * @return empty if the jar is to be run unchanged
     */
    synchronized Optional<ArchivedProgram> ofJar(String name, Path jar, List<String> jvmOptions) {
        if (directory == null) {
            return Optional.empty();
        }
        try {
            Path home = directory.resolve(name + "-" + key(List.of(jar), jvmOptions));
            Path unpacked = home.resolve("program");
            if (!Files.exists(unpacked)) {
                unpack(jar, unpacked);
            }
            List<String> program = new ArrayList<>(jvmOptions);
            program.addAll(List.of("-jar", unpacked.resolve(jar.getFileName()).toString()));
            return Optional.of(use(new ArchivedProgram(home, program)));
        } catch (IOException e) {
            return without(name, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return without(name, e);
        }
    }

    /**
     * Returns the program of a class on a class path of jars.
     *
     * @return empty if there is to be no archive
     */
    synchronized Optional<ArchivedProgram> ofClassPath(
            String name, String classPath, List<String> jvmOptions, String mainClass) {
        if (directory == null) {
            return Optional.empty();
        }
        try {
            List<Path> jars =
                    Stream.of(classPath.split(File.pathSeparator)).map(Path::of).toList();
            Path home = directory.resolve(name + "-" + key(jars, jvmOptions));
            Files.createDirectories(home);
            List<String> program = new ArrayList<>(jvmOptions);
            program.addAll(List.of("-cp", classPath, mainClass));
            return Optional.of(use(new ArchivedProgram(home, program)));
        } catch (IOException e) {
            return without(name, e);
        }
    }

    /**
     * Builds the missing archives of the programs that were started, and deletes those of other builds and JVMs. Returns when that is done,
     * which takes seconds for each, at a low priority.
     */
    public void complete() throws InterruptedException {
        if (directory == null) {
            return;
        }
        for (ArchivedProgram program : deleteOthers(directory)) {
            try {
                program.archive();
            } catch (IOException e) {
                LOG.debug("{} starts without an archive of its classes", program.directory(), e);
            }
        }
    }

    private synchronized List<ArchivedProgram> deleteOthers(Path all) {
        try (Stream<Path> programs = Files.list(all)) {
            programs.filter(program -> !used.containsKey(program)).forEach(Directories::delete);
        } catch (IOException | UncheckedIOException e) {
            LOG.debug("cannot delete the archives of other builds in {}", all, e);
        }
        return List.copyOf(used.values());
    }

    private ArchivedProgram use(ArchivedProgram program) {
        used.put(program.directory(), program);
        return program;
    }

    private static Optional<ArchivedProgram> without(String name, Exception cause) {
        LOG.debug("{} starts without an archive of its classes", name, cause);
        return Optional.empty();
    }

    private static void unpack(Path jar, Path target) throws IOException, InterruptedException {
        Path building = target.resolveSibling(target.getFileName() + "." + UUID.randomUUID());
        Files.createDirectories(building.getParent());
        if (isSpringBoot(jar)) {
            extract(jar, building);
        } else {
            Files.createDirectory(building);
            Files.copy(jar, building.resolve(jar.getFileName()));
        }
        try {
            Files.move(building, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileSystemException e) {
            Directories.delete(building);
            // The JDK has no specific exception for a rename to a directory that is not empty:
            // another process has created it first.
            if (!Files.exists(target)) {
                throw e;
            }
        }
    }

    private static boolean isSpringBoot(Path jar) throws IOException {
        try (JarFile file = new JarFile(jar.toFile())) {
            Manifest manifest = file.getManifest();
            return manifest != null && manifest.getMainAttributes().getValue("Spring-Boot-Version") != null;
        }
    }

    /** Unpacks the libraries into files. The unpacked jar names them in its class path. */
    private static void extract(Path jar, Path target) throws IOException, InterruptedException {
        Path log = target.resolveSibling("unpack.log");
        Process process = new ProcessBuilder(
                        JavaProgram.path(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Djarmode=tools",
                        "-jar",
                        jar.toString(),
                        "extract",
                        "--destination",
                        target.toString())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            if (!process.waitFor(UNPACK_BOUND_MINUTES, TimeUnit.MINUTES) || process.exitValue() != 0) {
                throw new IOException("cannot unpack " + jar + "; see " + log);
            }
        } finally {
            process.destroyForcibly();
        }
    }

    /** Returns a key that differs for another build, another JVM and other options. */
    private static String key(List<Path> files, List<String> jvmOptions) throws IOException {
        List<String> parts = new ArrayList<>(jvmOptions);
        for (Path file : files) {
            parts.add(file + " " + Files.size(file) + " " + Files.getLastModifiedTime(file));
        }
        Stream.of("java.home", "java.vm.vendor", "java.vm.version")
                .map(System::getProperty)
                .forEach(parts::add);
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest(parts.stream().collect(Collectors.joining("\n")).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, KEY_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
