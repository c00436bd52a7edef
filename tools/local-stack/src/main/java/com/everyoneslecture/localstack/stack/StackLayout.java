package com.everyoneslecture.localstack.stack;

import com.everyoneslecture.localstack.ServerFiles;
import com.everyoneslecture.localstack.process.LogFile;
import java.nio.file.Path;

/**
 * The paths of the system's files.
 *
 * @param home the directory of all written files: {@code .outbox}
 * @param root the repository, which contains the services' jars after a build
 * @param programs the directory of PostgreSQL's unpacked programs; any number of homes may share it
 */
public record StackLayout(Path home, Path root, Path programs) {

    public StackLayout {
        home = home.toAbsolutePath().normalize();
        root = root.toAbsolutePath().normalize();
        programs = programs.toAbsolutePath().normalize();
    }

    /** A layout whose home has its own programs. */
    public StackLayout(Path home, Path root) {
        this(home, root, home.resolve("programs"));
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
