package com.everyoneslecture.localstack.process;

import java.util.List;

/** A process did not become ready to serve. The message contains the reason and the last lines of its log. */
public final class StartFailedException extends RuntimeException {

    private static final long serialVersionUID = 1;
    private static final int LOG_LINES = 20;

    public StartFailedException(String what, LogFile log) {
        super(message(what, log));
    }

    private static String message(String what, LogFile log) {
        List<String> lines = log.tail(LOG_LINES);
        return lines.isEmpty()
                ? what + "; its log " + log.path() + " is empty"
                : what + "; the end of " + log.path() + ":\n  " + String.join("\n  ", lines);
    }
}
