package com.everyoneslecture.outbox.test;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/**
 * The jar {@code outbox-test-servers}, which has the programs of the servers inside. They are unpacked for each run, because a JVM cannot
 * load a jar out of a jar.
 *
 * @param classPath of the program
 * @param relay the executable jar of the relay
 */
record ServersBundle(String classPath, Path relay) {

    private static final String FOLDER = "com/everyoneslecture/testservers/";
    private static final String PROGRAM = FOLDER + "ServersProgram.class";

    /** The program's main class. */
    static final String MAIN_CLASS = "com.everyoneslecture.testservers.ServersProgram";

    /**
     * Unpacks the programs.
     *
     * @throws IllegalStateException if the jar is not on the class path
     */
    static ServersBundle unpack(Path directory) throws IOException {
        URL program = ServersBundle.class.getResource("/" + PROGRAM);
        if (program == null) {
            throw new IllegalStateException(
                    "There is no outbox-test-servers on the class path: it has the programs of the servers.");
        }
        URLConnection connection = program.openConnection();
        if (!(connection instanceof JarURLConnection inJar)) {
            throw new IllegalStateException(program
                    + " is not in a jar: outbox-test-servers must be packaged (mvn package), because its jar has the"
                    + " programs of the servers inside.");
        }
        inJar.setUseCaches(false);
        try (JarFile jar = inJar.getJarFile()) {
            for (JarEntry entry : Collections.list(jar.entries())) {
                if (entry.getName().startsWith(FOLDER) && entry.getName().endsWith(".jar")) {
                    unpack(jar, entry, directory.resolve(entry.getName().substring(FOLDER.length())));
                }
            }
            String classPath = jar.getName() + File.pathSeparator + directory.resolve("lib") + File.separator + "*";
            return new ServersBundle(classPath, directory.resolve("outbox-relay.jar"));
        }
    }

    private static void unpack(JarFile jar, JarEntry entry, Path target) throws IOException {
        Files.createDirectories(target.resolveSibling(""));
        try (InputStream content = jar.getInputStream(entry)) {
            Files.copy(content, target);
        }
    }
}
