package com.everyoneslecture.chaos.cli;

import com.everyoneslecture.chaos.fault.FaultSequence.Step;
import com.everyoneslecture.chaos.guarantee.Violation;
import com.everyoneslecture.chaos.run.FaultRecord;
import com.everyoneslecture.chaos.run.RunListener;
import com.everyoneslecture.chaos.run.Sample;
import java.io.PrintWriter;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * The output of a run: a line for each fault, the first violations of each guarantee, and the progress. On a terminal the progress is the last line, which is overwritten;
 * otherwise it is a line every few seconds.
 */
final class ChaosLines implements RunListener {

    private static final long PLAIN_INTERVAL_MILLIS = 5_000;
    private static final int FIRST_VIOLATIONS = 3;
    private static final String CLEAR_LINE = "\r\u001b[K";

    private final PrintWriter out;
    private final long seed;
    private final boolean terminal;
    private String doing = "";
    private long nextPlainMillis;
    private final Map<String, Integer> violations = new HashMap<>();

    ChaosLines(PrintWriter out, long seed, boolean terminal) {
        this.out = out;
        this.seed = seed;
        this.terminal = terminal;
    }

    @Override
    public synchronized void doing(String what) {
        doing = what;
        line(what);
    }

    @Override
    public synchronized void breaking(Step step) {
        doing = step.fault().name() + " for " + seconds(step.hold().toMillis());
        if (!terminal) {
            line(doing);
        }
    }

    @Override
    public synchronized void leavingOut(Step step, String why) {
        line(step.fault().name() + " is left out: " + why);
    }

    @Override
    public synchronized void lifting(Step step) {
        doing = step.fault().name() + " is over, catching up";
    }

    @Override
    public synchronized void over(FaultRecord fault) {
        doing = "no fault";
        line(String.format(
                Locale.ROOT,
                "%6s  %-24s broken for %6s, back to normal %6s after its end (%s once serving)",
                seconds(fault.injected()),
                fault.fault(),
                seconds(fault.lifted() - fault.injected()),
                seconds(fault.recoveryMillis()),
                seconds(fault.catchUpMillis())));
    }

    @Override
    public synchronized void broken(Violation violation) {
        int ofGuarantee = violations.merge(violation.guarantee(), 1, Integer::sum);
        if (ofGuarantee <= FIRST_VIOLATIONS) {
            line("VIOLATION with seed " + seed + ": " + violation);
        } else if (ofGuarantee == FIRST_VIOLATIONS + 1) {
            line("further violations of " + violation.guarantee() + " are counted; the report lists them");
        }
    }

    @Override
    public synchronized void sample(Sample sample) {
        String state = String.format(Locale.ROOT, "%6s  %-44s %s", seconds(sample.atMillis()), doing, sample.lags());
        if (terminal) {
            out.print(CLEAR_LINE + state);
            out.flush();
        } else if (sample.atMillis() >= nextPlainMillis) {
            nextPlainMillis = sample.atMillis() + PLAIN_INTERVAL_MILLIS;
            line(state);
        }
    }

    synchronized void line(String text) {
        out.println(terminal ? CLEAR_LINE + text : text);
    }

    private static String seconds(long millis) {
        return String.format(Locale.ROOT, "%.1f s", millis / 1000.0);
    }
}
