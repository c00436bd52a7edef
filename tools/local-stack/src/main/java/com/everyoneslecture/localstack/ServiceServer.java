package com.everyoneslecture.localstack;

import com.everyoneslecture.localstack.process.Health;
import com.everyoneslecture.localstack.process.Signal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A service: an executable jar that is configured by its environment and reports its readiness by HTTP. */
public final class ServiceServer extends ProcessServer {

    private final ServiceSettings settings;
    private final ClassArchives archives;
    private final Readiness readiness;

    /** Creates a service whose jar is run unchanged. */
    public ServiceServer(ServiceSettings settings) {
        this(settings, ClassArchives.none());
    }

    /** Creates a service that starts from an archive of its classes, if there is one. */
    public ServiceServer(ServiceSettings settings, ClassArchives archives) {
        super(settings.name(), settings.files(), settings.port(), Signal.TERM);
        this.settings = settings;
        this.archives = archives;
        this.readiness = new Readiness(port(), settings.healthPath());
    }

    @Override
    public Health health() {
        return readiness.ask();
    }

    @Override
    List<String> prepare() {
        List<String> command = new ArrayList<>();
        command.add(JavaProgram.path());
        command.add(files().emptyTemporary());
        command.addAll(archives.ofJar(settings.program(), settings.jar(), settings.jvmOptions())
                .map(ArchivedProgram::command)
                .orElseGet(this::jarAsItIs));
        return command;
    }

    private List<String> jarAsItIs() {
        List<String> command = new ArrayList<>(settings.jvmOptions());
        command.addAll(List.of("-jar", copiedJar().toString()));
        return command;
    }

    @Override
    Map<String, String> environment() {
        Map<String, String> environment = new HashMap<>(settings.environment());
        environment.put("SERVER_PORT", Integer.toString(port()));
        return environment;
    }

    private Path copiedJar() {
        Path copy = files().data().resolve(settings.name() + ".jar");
        try {
            Files.createDirectories(files().data());
            return Files.copy(settings.jar(), copy, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot copy " + settings.jar() + " to " + copy, e);
        }
    }
}
