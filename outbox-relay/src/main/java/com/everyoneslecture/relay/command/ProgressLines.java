package com.everyoneslecture.relay.command;

import com.everyoneslecture.relay.verify.Progress;
import java.time.Duration;
import java.util.Locale;

/** Shows the progress of a long read: as a bar on a terminal, otherwise with a line every few seconds. */
final class ProgressLines implements Progress, AutoCloseable {

    private static final Duration REDRAW = Duration.ofMillis(100);
    private static final Duration LINE = Duration.ofSeconds(5);
    private static final int BAR = 30;

    private final Output output;
    private final long pauseNanos;
    private long saidNanos;
    private boolean drawn;

    ProgressLines(Output output) {
        this.output = output;
        this.pauseNanos = (output.redraws() ? REDRAW : LINE).toNanos();
        // Without a terminal, a quick read gets no line.
        this.saidNanos = System.nanoTime();
    }

    @Override
    public void at(String what, long done, long total) {
        long now = System.nanoTime();
        if (now - saidNanos >= pauseNanos) {
            saidNanos = now;
            say(what, done, total);
        }
    }

    private void say(String what, long done, long total) {
        int percent = total == 0 ? 100 : (int) Math.min(100, done * 100 / total);
        String figures = String.format(Locale.ROOT, "%3d %%  %,d of %,d  %s", percent, done, total, what);
        if (output.redraws()) {
            int filled = BAR * percent / 100;
            output.err().print("\r\u001b[K[" + "#".repeat(filled) + " ".repeat(BAR - filled) + "] " + figures);
            output.err().flush();
            drawn = true;
        } else {
            output.err().println(figures);
        }
    }

    /** Removes the bar. */
    @Override
    public void close() {
        if (drawn) {
            output.err().print("\r\u001b[K");
            output.err().flush();
        }
    }
}
