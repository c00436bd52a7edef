package com.everyoneslecture.localstack.process;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Puts a process into a separate session. Otherwise a Ctrl-C at the terminal would reach it together with its parent, and the parent could
 * not stop everything in order.
 */
final class OwnSession {

    private static final List<String> PREFIX = prefix();

    private OwnSession() {}

    /** Returns the command that sets the session and then becomes the given one, in the same process. */
    static List<String> command(List<String> command) {
        List<String> all = new ArrayList<>(PREFIX);
        all.addAll(command);
        return all;
    }

    private static List<String> prefix() {
        if (isThere("setsid")) {
            return List.of("setsid");
        }
        // macOS has no setsid, but has perl.
        return isThere("perl")
                ? List.of(
                        "perl", "-e", "use POSIX; POSIX::setsid(); exec { $ARGV[0] } @ARGV or die qq{$ARGV[0]: $!\\n}")
                : List.of();
    }

    private static boolean isThere(String program) {
        String path = System.getenv().getOrDefault("PATH", "/usr/bin:/bin");
        return Stream.of(path.split(":")).anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }
}
