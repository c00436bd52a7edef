package com.everyoneslecture.localstack.cli;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * The line that names what a start waits for. On a terminal each tick rewrites it; elsewhere it is printed every 10 s. Not thread-safe.
 */
final class WaitingLine {

    private static final Duration INTERVAL = Duration.ofSeconds(10);
    // It can be rewritten only if the terminal does not wrap it.
    private static final int NAMES_WIDTH = 56;
    private static final int MORE_WIDTH = 12;
    private static final String ERASE = "\r\u001b[K";

    private final PrintWriter out;
    private final boolean rewritten;
    private final Set<String> awaited = new LinkedHashSet<>();
    private boolean shown;
    private Duration printed = Duration.ZERO;

    /** @param rewritten whether the output is a terminal */
    WaitingLine(PrintWriter out, boolean rewritten) {
        this.out = out;
        this.rewritten = rewritten;
    }

    /** From now on, the line names this, too. */
    void add(String what) {
        awaited.add(what);
    }

    /** From now on, the line does not name this. */
    void remove(String what) {
        awaited.remove(what);
    }

    /** From now on, nothing is awaited. */
    void clear() {
        erase();
        awaited.clear();
    }

    /** Removes the line from the terminal, for another line to take its place; the next tick prints it again. */
    void erase() {
        if (shown) {
            out.print(ERASE);
            out.flush();
            shown = false;
        }
    }

    /**
     * Prints the line if it is due and something is awaited.
     *
     * @param elapsed the time since the command was entered
     */
    void tick(Duration elapsed) {
        if (awaited.isEmpty()) {
            return;
        }
        String line = "waiting for " + names() + ", " + elapsed.toSeconds() + " s";
        if (rewritten) {
            out.print(ERASE + line);
            out.flush();
            shown = true;
        } else if (elapsed.minus(printed).compareTo(INTERVAL) >= 0) {
            out.println(line);
            printed = elapsed;
        }
    }

    private String names() {
        StringBuilder names = new StringBuilder();
        int named = 0;
        for (Iterator<String> all = awaited.iterator(); all.hasNext(); named++) {
            String next = all.next();
            int width = all.hasNext() ? NAMES_WIDTH - MORE_WIDTH : NAMES_WIDTH;
            if (named > 0 && names.length() + next.length() > width) {
                return names + " and " + (awaited.size() - named) + " more";
            }
            names.append(named == 0 ? "" : ", ").append(next);
        }
        return names.toString();
    }
}
