package com.everyoneslecture.chaos.cli;

import com.everyoneslecture.chaos.fault.Fault;
import com.everyoneslecture.chaos.fault.FaultSequence;
import com.everyoneslecture.chaos.run.RunSettings;
import com.everyoneslecture.chaos.stack.Deployment;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** The options that describe a run. */
final class ChaosOptions {

    private static final int HIGHEST_RATE = 5_000;
    private static final double LONGEST_MINUTES = 24 * 60.0;
    private static final long HIGHEST_HOLD_SECONDS = 3_600;

    @Option(
            names = "--minutes",
            paramLabel = "N",
            description = "Minutes after which no further fault begins; 3 by default. "
                    + "With --each, there is no limit unless this option is given.")
    private @Nullable Double minutes;

    @Option(
            names = "--seed",
            paramLabel = "S",
            description = "The same seed gives the same faults in the same order; random by default.")
    private long seed = ThreadLocalRandom.current().nextLong(1, 1_000_000);

    @Option(
            names = "--rate",
            paramLabel = "R",
            defaultValue = "200",
            description = "Events per second that are written; ${DEFAULT-VALUE} by default.")
    private int rate;

    @Mixin
    private FaultOptions faults = new FaultOptions();

    @Option(
            names = "--each",
            description = "Each of the faults once, in the order of --list, instead of a random sequence.")
    private boolean each;

    @Option(
            names = "--hold",
            paramLabel = "SECONDS",
            description = "How long each fault lasts, instead of 1 to 8 s at random.")
    private @Nullable Long hold;

    @Spec(Target.MIXEE)
    private CommandSpec spec = CommandSpec.create();

    /** @param on the substrate on which the faults must be possible */
    RunSettings settings(Substrate on) {
        requireBetween("--rate", rate, 1, HIGHEST_RATE);
        if (minutes != null) {
            requireBetween("--minutes", minutes, 0, LONGEST_MINUTES);
            if (minutes == 0) {
                throw new ParameterException(spec.commandLine(), "--minutes: 0 is too short for any fault");
            }
        }
        if (hold != null) {
            requireBetween("--hold", hold, 0, HIGHEST_HOLD_SECONDS);
        }
        Optional<Duration> held = Optional.ofNullable(hold).map(Duration::ofSeconds);
        List<Fault> broken = faults.chosen(on);
        FaultSequence sequence =
                each ? FaultSequence.each(broken, seed, held) : FaultSequence.random(broken, seed, held);
        double bound = minutes != null ? minutes : each ? LONGEST_MINUTES : 3;
        return new RunSettings(seed, rate, Duration.ofMillis((long) (bound * 60_000)), sequence);
    }

    /** Returns the options that repeat the same faults. */
    String again() {
        StringBuilder text = new StringBuilder("--seed " + seed + " --rate " + rate);
        if (minutes != null) {
            text.append(" --minutes ").append(plain(minutes));
        }
        text.append(faults.again());
        if (each) {
            text.append(" --each");
        }
        if (hold != null) {
            text.append(" --hold ").append(hold);
        }
        return text.toString();
    }

    /** Returns the components of the system. */
    Deployment deployment(Substrate on) {
        return faults.deployment(on);
    }

    /** Returns all faults that can be chosen. */
    List<Fault> possible(Substrate on) {
        return faults.possible(on);
    }

    private void requireBetween(String option, double value, double least, double most) {
        if (!(value >= least && value <= most)) {
            throw new ParameterException(
                    spec.commandLine(),
                    String.format(
                            Locale.ROOT, "%s: %s is not between %.0f and %.0f", option, plain(value), least, most));
        }
    }

    private static String plain(double value) {
        return value == Math.rint(value) ? String.format(Locale.ROOT, "%.0f", value) : Double.toString(value);
    }
}
