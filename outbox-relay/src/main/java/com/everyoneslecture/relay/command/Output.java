package com.everyoneslecture.relay.command;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The output of a command: its report on one stream, everything else on the other, both in UTF-8 in any locale.
 *
 * @param out the report
 * @param err progress and failures
 * @param colours whether the report goes to a terminal with colours
 * @param redraws whether a line of the other stream can be overwritten
 */
record Output(PrintStream out, PrintStream err, boolean colours, boolean redraws) {

    static Output ofProcess() {
        return new Output(
                stream(FileDescriptor.out),
                stream(FileDescriptor.err),
                isTerminal(1) && System.getenv("NO_COLOR") == null && !"dumb".equals(System.getenv("TERM")),
                isTerminal(2) && !"dumb".equals(System.getenv("TERM")));
    }

    private static PrintStream stream(FileDescriptor descriptor) {
        return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
    }

    /** Java cannot test a single stream. Linux can; on other systems, the starting script sets a property. */
    private static boolean isTerminal(int descriptor) {
        Path link = Path.of("/proc/self/fd/" + descriptor);
        if (!Files.exists(Path.of("/proc/self/fd"))) {
            return Boolean.getBoolean("outbox.terminal");
        }
        try {
            String target = Files.readSymbolicLink(link).toString();
            return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty") || target.equals("/dev/console");
        } catch (IOException e) {
            return false;
        }
    }

    String green(String text) {
        return coloured("32", text);
    }

    String yellow(String text) {
        return coloured("33", text);
    }

    String red(String text) {
        return coloured("31;1", text);
    }

    String bold(String text) {
        return coloured("1", text);
    }

    private String coloured(String code, String text) {
        return colours ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
    }
}
