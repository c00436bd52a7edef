package com.everyoneslecture.relay.command;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;

/** A command that was run: its exit status and what it wrote. */
record Ran(int status, String out, String err) {

    static Ran of(String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int status = RelayCommands.run(
                Arguments.of(arguments),
                new Output(new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8), false, false));
        return new Ran(status, out.toString(UTF_8), err.toString(UTF_8));
    }
}
