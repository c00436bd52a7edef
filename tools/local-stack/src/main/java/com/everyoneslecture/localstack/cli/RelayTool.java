package com.everyoneslecture.localstack.cli;

import com.everyoneslecture.localstack.control.RunFile;
import com.everyoneslecture.localstack.readmodel.ReadModelComparison;
import com.everyoneslecture.localstack.stack.Capture;
import com.everyoneslecture.localstack.stack.ComponentName;
import com.everyoneslecture.localstack.stack.RelayCommand;
import com.everyoneslecture.localstack.stack.RelayProgram;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Runs one of the commands of the relay's jar, with the arguments unchanged and the running system's configuration. {@code verify} also
 * compares the read model, unless it prints JSON.
 */
final class RelayTool {

    private static final String DOCTOR = "doctor";
    private static final String VERIFY = "verify";
    private static final List<String> NAMES = List.of(DOCTOR, VERIFY, "replay", "adopt");
    private static final List<String> NEEDS_NO_SYSTEM = List.of("-h", "--help");
    /** The highest exit status with which {@code verify} has judged. */
    private static final int FINDINGS = 1;

    private RelayTool() {}

    static boolean is(String command) {
        return NAMES.contains(command);
    }

    /**
     * Returns the exit status.
     *
     * @param out for what this program prints itself
     * @param err likewise
     */
    static int run(String[] arguments, PrintWriter out, PrintWriter err) throws Exception {
        try {
            Optional<RunFile> running = needsSystem(arguments) ? Optional.of(Home.running()) : Optional.empty();
            Map<ComponentName, Integer> ports = running.map(Home::ports).orElse(Map.of());
            int status = new RelayCommand(
                            Home.layout(), ports, running.map(RunFile::capture).flatMap(Capture::of))
                    .run(withWorkers(arguments, ports));
            boolean judged = arguments[0].equals(VERIFY) && running.isPresent() && status <= FINDINGS;
            return judged && !List.of(arguments).contains("--json")
                    ? Math.max(status, new ReadModelCheck(ReadModelComparison.of(ports, Home.secrets())).run(out, err))
                    : status;
        } catch (IllegalStateException e) {
            err.println("outbox: " + e.getMessage());
            return 1;
        }
    }

    /** Adds the workers of Kafka Connect to the arguments of the doctor, if they run the relay. */
    private static List<String> withWorkers(String[] arguments, Map<ComponentName, Integer> ports) {
        List<String> all = new ArrayList<>(List.of(arguments));
        String workers = RelayProgram.CONNECT.components().stream()
                .filter(ports::containsKey)
                .map(worker -> "http://127.0.0.1:" + ports.get(worker))
                .collect(Collectors.joining(","));
        if (arguments[0].equals(DOCTOR) && !workers.isEmpty()) {
            all.addAll(1, List.of("--connect", workers));
        }
        return all;
    }

    private static boolean needsSystem(String[] arguments) {
        return Arrays.stream(arguments).noneMatch(NEEDS_NO_SYSTEM::contains);
    }
}
