package com.everyoneslecture.localstack.stack;

import com.everyoneslecture.localstack.JavaProgram;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Runs a command of the relay's jar in a separate process, with the configuration of the relay itself. */
public final class RelayCommand {

    private final StackLayout layout;
    private final Map<ComponentName, Integer> ports;
    private final Optional<Capture> capture;

    /**
     * Runs nothing yet.
     *
     * @param ports the ports of the running components; empty if the command needs none
     * @param capture the capture with which the running relay was started; empty for its default
     */
    public RelayCommand(StackLayout layout, Map<ComponentName, Integer> ports, Optional<Capture> capture) {
        this.layout = layout;
        this.ports = Map.copyOf(ports);
        this.capture = capture;
    }

    /**
     * Runs the command and returns its exit status. Input and output are this process's.
     *
     * @throws IllegalStateException if the relay's jar does not exist
     */
    public int run(List<String> arguments) throws IOException, InterruptedException {
        Process process = process(arguments).inheritIO().start();
        try {
            return process.waitFor();
        } finally {
            process.destroy();
        }
    }

    /**
     * Runs the command and returns what it prints to its standard output, whatever its exit status.
     *
     * @throws IllegalStateException if the relay's jar does not exist
     */
    public String output(List<String> arguments) throws IOException, InterruptedException {
        Process process = process(arguments)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (InputStream output = process.getInputStream()) {
            String text = new String(output.readAllBytes(), StandardCharsets.UTF_8);
            int unused = process.waitFor();
            return text;
        } finally {
            process.destroy();
        }
    }

    private ProcessBuilder process(List<String> arguments) {
        ProcessBuilder builder = new ProcessBuilder(command(arguments));
        if (!ports.isEmpty()) {
            builder.environment().putAll(environment());
        }
        return builder;
    }

    private List<String> command(List<String> arguments) {
        List<String> command = new ArrayList<>(List.of(
                JavaProgram.path(),
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Dfile.encoding=UTF-8",
                "-Doutbox.command=./outbox",
                "-Doutbox.terminal=" + Boolean.getBoolean("outbox.terminal"),
                "-jar",
                jar().toString()));
        command.addAll(arguments);
        return command;
    }

    /** Returns the jar of the running relay, or otherwise the one that was built. */
    private Path jar() {
        Path running = layout.files(ComponentName.OUTBOX_RELAY).data().resolve(ComponentName.OUTBOX_RELAY + ".jar");
        Path built = layout.jar(ComponentName.OUTBOX_RELAY);
        Path jar = Files.exists(running) && !ports.isEmpty() ? running : built;
        if (!Files.exists(jar)) {
            throw new IllegalStateException("the relay is not built; to build and start everything: ./outbox up");
        }
        return jar;
    }

    private Map<String, String> environment() {
        return StackServers.relayEnvironment(
                CategoryDatabase.url(ports), Brokers.addresses(ports), layout.passwords(), capture);
    }
}
