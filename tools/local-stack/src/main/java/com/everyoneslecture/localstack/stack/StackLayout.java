package com.everyoneslecture.localstack.stack;

import com.everyoneslecture.localstack.ServerFiles;
import com.everyoneslecture.localstack.process.LogFile;
import java.nio.file.Path;

/**
 * Where the system's files are.
 *
 * @param home everything that is written: {@code .outbox}
 * @param root the repository, where the services' jars are built
 * @param programs PostgreSQL's, unpacked; any number of homes may share them
 */
public record StackLayout(Path home, Path root, Path programs) {

    public StackLayout {
        home = home.toAbsolutePath().normalize();
        root = root.toAbsolutePath().normalize();
        programs = programs.toAbsolutePath().normalize();
    }

    /** A home with programs of its own. */
    public StackLayout(Path home, Path root) {
        this(home, root, home.resolve("programs"));
    }

    /** The files of one component. */
    public ServerFiles files(ComponentName name) {
        return new ServerFiles(data().resolve(name.toString()), log(name), pidFile(name));
    }

    public LogFile log(ComponentName name) {
        return new LogFile(home.resolve("logs").resolve(name + ".log"));
    }

    /** The executable jar of a service. */
    public Path jar(ComponentName service) {
        ComponentName program = service.program();
        Path module = program == ComponentName.CONSOLE ? root.resolve("tools") : root;
        return module.resolve(program.toString()).resolve("target").resolve(program + "-exec.jar");
    }

    /** Returns the connector's jar. */
    Path connectorJar() {
        return root.resolve("outbox-connect")
                .resolve("target")
                .resolve("outbox-connect-plugin")
                .resolve("outbox-connect")
                .resolve("outbox-connect.jar");
    }

    /** Returns the directory with the jars of Kafka Connect. */
    Path connectLibraries() {
        return root.resolve("tools").resolve("connect-worker").resolve("target").resolve("lib");
    }

    Path pidFile(ComponentName name) {
        return home.resolve("run").resolve(name + ".pid");
    }

    Path data() {
        return home.resolve("data");
    }

    Path secrets() {
        return home.resolve("secrets.properties");
    }

    Path lock() {
        return home.resolve("up.lock");
    }

    /** Archives of the classes of the broker and the services. */
    public Path archives() {
        return home.resolve("archives");
    }

    /** What the running {@code up} tells the other commands. */
    public Path runFile() {
        return home.resolve("run.json");
    }
}
