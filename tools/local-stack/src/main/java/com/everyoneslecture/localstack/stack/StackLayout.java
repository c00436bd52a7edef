package com.everyoneslecture.localstack.stack;

import com.everyoneslecture.localstack.ServerFiles;
import com.everyoneslecture.localstack.process.LogFile;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The paths of the system's files.
 *
 * @param home the directory of all written files: {@code .outbox}
 * @param root the repository, which contains the services' jars after a build
 * @param programs the directory of PostgreSQL's unpacked programs; any number of homes may share it
 * @param jars the directory with copies of the jars of the services and of Kafka Connect, which no build replaces while they run; null for
 *     those of the build
 */
public record StackLayout(
        Path home, Path root, Path programs, @Nullable Path jars) {

    private static final String JARS = "outbox.services";

    public StackLayout {
        home = home.toAbsolutePath().normalize();
        root = root.toAbsolutePath().normalize();
        programs = programs.toAbsolutePath().normalize();
        jars = jars == null ? null : jars.toAbsolutePath().normalize();
    }

    /** A layout with the jars of the build. */
    public StackLayout(Path home, Path root, Path programs) {
        this(home, root, programs, null);
    }

    /** A layout whose home has its own programs. */
    public StackLayout(Path home, Path root) {
        this(home, root, home.resolve("programs"));
    }

    /** Returns the directory of the copies that {@code ./outbox} has made for its command; null if it has made none. */
    public static @Nullable Path copiedJars() {
        String directory = System.getProperty(JARS);
        return directory == null ? null : Path.of(directory);
    }

    /** Returns the files of one component. */
    public ServerFiles files(ComponentName name) {
        return new ServerFiles(data().resolve(name.toString()), log(name), pidFile(name));
    }

    public LogFile log(ComponentName name) {
        return new LogFile(home.resolve("logs").resolve(name + ".log"));
    }

    /** Returns the executable jar of a service. */
    public Path jar(ComponentName service) {
        ComponentName program = service.program();
        if (jars != null) {
            return jars.resolve(program + "-exec.jar");
        }
        Path module = program == ComponentName.CONSOLE ? root.resolve("tools") : root;
        return module.resolve(program.toString()).resolve("target").resolve(program + "-exec.jar");
    }

    /** Returns the connector's jar. */
    Path connectorJar() {
        if (jars != null) {
            return jars.resolve("connect").resolve("outbox-connect.jar");
        }
        return root.resolve("outbox-connect")
                .resolve("target")
                .resolve("outbox-connect-plugin")
                .resolve("outbox-connect")
                .resolve("outbox-connect.jar");
    }

    /** Returns the directory with the jars of Kafka Connect. */
    Path connectLibraries() {
        if (jars != null) {
            return jars.resolve("connect").resolve("lib");
        }
        return root.resolve("tools").resolve("connect-worker").resolve("target").resolve("lib");
    }

    Path pidFile(ComponentName name) {
        return home.resolve("run").resolve(name + ".pid");
    }

    Path data() {
        return home.resolve("data");
    }

    /** Returns the passwords of the databases; missing ones are generated. */
    public Secrets passwords() {
        return Secrets.at(secrets());
    }

    Path secrets() {
        return home.resolve("secrets.properties");
    }

    /** Returns the file that is locked while a process uses the home. */
    public Path lock() {
        return home.resolve("up.lock");
    }

    /** Returns the directory of the archives of the classes of the broker and the services. */
    public Path archives() {
        return home.resolve("archives");
    }

    /** Returns the file with which the running {@code up} describes itself to the other commands. */
    public Path runFile() {
        return home.resolve("run.json");
    }
}
