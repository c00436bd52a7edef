package com.everyoneslecture.localstack.cli;

import com.everyoneslecture.localstack.control.RunFile;
import com.everyoneslecture.localstack.stack.Capture;
import com.everyoneslecture.localstack.stack.ComponentName;
import com.everyoneslecture.localstack.stack.RelayCommand;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One of the commands of the relay's jar, which gets the arguments as they are, and the running system's configuration. */
final class RelayTool {

    private static final List<String> NAMES = List.of("doctor", "verify", "replay", "adopt");
    private static final List<String> NEEDS_NO_SYSTEM = List.of("-h", "--help");

    private RelayTool() {}

    static boolean is(String command) {
        return NAMES.contains(command);
    }

    /** Returns the exit status. */
    static int run(String[] arguments) throws Exception {
        try {
            Optional<RunFile> running = needsSystem(arguments) ? Optional.of(Home.running()) : Optional.empty();
            return new RelayCommand(
                            Home.layout(),
                            running.map(RelayTool::ports).orElse(Map.of()),
                            running.map(RunFile::capture).flatMap(Capture::of))
                    .run(List.of(arguments));
        } catch (IllegalStateException e) {
            System.err.println("outbox: " + e.getMessage());
            return 1;
        }
    }

    private static boolean needsSystem(String[] arguments) {
        return Arrays.stream(arguments).noneMatch(NEEDS_NO_SYSTEM::contains);
    }

    private static Map<ComponentName, Integer> ports(RunFile running) {
        Map<ComponentName, Integer> ports = new EnumMap<>(ComponentName.class);
        running.ports().forEach((name, port) -> ComponentName.of(name).ifPresent(known -> ports.put(known, port)));
        return ports;
    }
}
