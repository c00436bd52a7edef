package com.everyoneslecture.console.flow;

import com.everyoneslecture.console.flow.Condition.Health;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The components that were started a short time ago. Until a stage that needs one has been healthy once, it is starting and not broken,
 * unless the start fails or takes too long. Any thread may use it.
 */
public final class Starts {

    /** The time after which the launcher gives a start up. */
    static final Duration LIMIT = Duration.ofMinutes(2);

    /** The time that the stages have after the component itself serves: the others must find it and connect to it again. */
    static final Duration CONNECTING = Duration.ofSeconds(30);

    private final Clock clock;
    private final Map<String, Start> starts = new LinkedHashMap<>();
    private long begun;

    public Starts(Clock clock) {
        this.clock = clock;
    }

    /** Notes that a component is being started. */
    public synchronized void begun(String component) {
        Instant now = clock.instant();
        begun++;
        starts.put(component, new Start(now, now.plus(LIMIT), false, Stage.needing(component)));
    }

    /** Returns the number of starts so far: a reading that was judged at another number says nothing about the last start. */
    synchronized long count() {
        return begun;
    }

    /** Notes that a component is being started, unless that is known. */
    public synchronized void seen(String component) {
        if (secondsOf(component) == null) {
            begun(component);
        }
    }

    /** Notes that a component serves. Nothing happens if no start of it is known. */
    public synchronized void served(String component) {
        starts.computeIfPresent(
                component,
                (name, start) -> start.served()
                        ? start
                        : new Start(start.begun(), clock.instant().plus(CONNECTING), true, start.waiting()));
    }

    /** Notes that a start has failed, or that a component was killed, stopped or frozen: the stages that need it wait for no start. */
    public synchronized void ended(String component) {
        starts.remove(component);
        Set<Stage> broken = Stage.needing(component);
        starts.values().forEach(start -> start.waiting().removeAll(broken));
    }

    /** Returns the time since a component was started, in seconds; null if it serves, or if it is not being started. */
    public synchronized @Nullable Long secondsOf(String component) {
        forgetOld();
        Start start = starts.get(component);
        return start == null || start.served() ? null : seconds(start);
    }

    /**
     * Judges a stage once more.
     *
     * @param found its condition by the present poll
     * @return {@link Health#STARTING} instead of a fault that a start explains
     */
    synchronized Condition judge(Stage stage, Condition found) {
        forgetOld();
        if (found.health() == Health.GOOD) {
            starts.values().forEach(start -> start.waiting().remove(stage));
        }
        if (!Conditions.passesWithAStart(found)) {
            return found;
        }
        for (Map.Entry<String, Start> start : starts.entrySet()) {
            if (start.getValue().waiting().contains(stage)) {
                return Condition.starting(start.getKey(), seconds(start.getValue()));
            }
        }
        return found;
    }

    private long seconds(Start start) {
        return Math.max(0, Duration.between(start.begun(), clock.instant()).toSeconds());
    }

    private void forgetOld() {
        Instant now = clock.instant();
        starts.values().removeIf(start -> now.isAfter(start.until()));
    }

    /**
     * A start.
     *
     * @param until the time at which it counts as failed
     * @param served whether the component itself serves
     * @param waiting the stages that need the component and have not been healthy since; changes
     */
    private record Start(Instant begun, Instant until, boolean served, Set<Stage> waiting) {}
}
