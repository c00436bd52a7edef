package com.everyoneslecture.localstack.process;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** A signal to a process. The JDK itself provides only {@code TERM} and {@code KILL}. */
public enum Signal {
    INT,
    QUIT,
    TERM,
    KILL,
    STOP,
    CONT;

    /** Sends this to all of them at once. A process that has ended meanwhile is no error. */
    void send(Collection<ProcessHandle> targets) throws InterruptedException {
        if (targets.isEmpty()) {
            return;
        }
        // The shell's built-in kill, because not every machine has a program of that name.
        List<String> command = new ArrayList<>(List.of("/bin/sh", "-c", "kill -" + name() + " \"$@\"", "kill"));
        targets.forEach(target -> command.add(Long.toString(target.pid())));
        try {
            new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new IllegalStateException("cannot run /bin/sh to send the signal " + name(), e);
        }
    }
}
