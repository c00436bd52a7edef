package com.everyoneslecture.benchmarks.contender;

import com.everyoneslecture.localstack.stack.ComponentName;
import com.everyoneslecture.localstack.stack.StackLayout;
import com.everyoneslecture.localstack.stack.StackServers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The services' executable jars: the copies of {@code ./outbox bench}, or the files of the build. */
public final class ServiceJars {

    private ServiceJars() {}

    /**
     * Returns the jar of the module.
     *
     * @throws IllegalStateException if it is not built
     */
    public static Path of(String module) {
        String copies = System.getProperty("outbox.services");
        String directory = module.equals("console") ? "tools/console" : module;
        Path built = Path.of(System.getProperty("outbox.root", ""), directory, "target");
        Path jar = (copies == null ? built : Path.of(copies))
                .resolve(module + "-exec.jar")
                .toAbsolutePath()
                .normalize();
        if (!Files.exists(jar)) {
            throw new IllegalStateException(jar + " does not exist; to build it and measure: ./outbox bench");
        }
        return jar;
    }

    /** Returns the arguments of {@code java} that run an executable jar of a service with the JVM options of {@code ./outbox up}. */
    public static List<String> command(Path jar, String... arguments) {
        List<String> command = new ArrayList<>(StackServers.SERVICE_JVM);
        command.addAll(List.of("-jar", jar.toString()));
        command.addAll(List.of(arguments));
        return command;
    }

    /** Creates links to all of them at the places where the layout expects the services' jars. */
    public static void linkInto(StackLayout layout) throws IOException {
        for (ComponentName name : ComponentName.values()) {
            if (name.hasOwnJar()) {
                Path link = layout.jar(name);
                Files.createDirectories(link.getParent());
                Files.createSymbolicLink(link, of(name.toString()));
            }
        }
    }
}
