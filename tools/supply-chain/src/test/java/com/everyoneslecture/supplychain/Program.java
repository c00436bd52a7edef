package com.everyoneslecture.supplychain;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.jar.JarFile;
import java.util.stream.Collectors;

/** The programs of this build, each a jar with the libraries that it needs. */
enum Program {
    CATEGORY_APP("category-app/target/category-app-exec.jar"),
    CONSOLE("tools/console/target/console-exec.jar"),
    DB("db/target/db-exec.jar"),
    LECTURE_PROJECTOR("lecture-projector/target/lecture-projector-exec.jar"),
    OUTBOX_CONNECT("outbox-connect/target/outbox-connect-all.jar"),
    OUTBOX_RELAY("outbox-relay/target/outbox-relay-exec.jar"),
    OUTBOX_SCHEMA("outbox-schema/target/outbox-schema-exec.jar");

    private static final String LIBRARIES = "BOOT-INF/lib/";

    private final String path;

    Program(String path) {
        this.path = path;
    }

    /** Opens the jar that {@code mvn package} has built. The caller closes it. */
    JarFile jar() throws IOException {
        return new JarFile(root().resolve(path).toFile());
    }

    BillOfMaterials billOfMaterials() throws IOException {
        try (JarFile jar = jar()) {
            return BillOfMaterials.of(jar);
        }
    }

    /** Returns the names of the files of the jar's libraries; none for the connector's jar, which contains the classes themselves. */
    Set<String> libraries() throws IOException {
        try (JarFile jar = jar()) {
            return jar.stream()
                    .map(entry -> entry.getName())
                    .filter(name -> name.startsWith(LIBRARIES) && name.endsWith(".jar"))
                    .map(name -> name.substring(LIBRARIES.length()))
                    .collect(Collectors.toSet());
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
