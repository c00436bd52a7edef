package com.everyoneslecture.localstack.cli;

import com.everyoneslecture.localstack.control.RunFile;
import com.everyoneslecture.localstack.stack.ComponentName;
import com.everyoneslecture.localstack.stack.RelayCommand;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

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
            return new RelayCommand(Home.layout(), ports(arguments)).run(List.of(arguments));
        } catch (IllegalStateException e) {
            System.err.println("outbox: " + e.getMessage());
            return 1;
        }
    }

    private static Map<ComponentName, Integer> ports(String[] arguments) {
        Map<ComponentName, Integer> ports = new EnumMap<>(ComponentName.class);
        List<String> all = new ArrayList<>(List.of(arguments));
        all.retainAll(NEEDS_NO_SYSTEM);
        if (all.isEmpty()) {
            RunFile running = Home.running();
            running.ports().forEach((name, port) -> ComponentName.of(name).ifPresent(known -> ports.put(known, port)));
        }
        return ports;
    }
}
