package com.everyoneslecture.relay.report;

import com.everyoneslecture.outbox.event.OutboxEvent;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Counts, from the start of the process, the events that the write-ahead log did not deliver and that were published from the
 * outbox instead. Any thread may call it.
 */
public final class MissedEvents implements RelayListener, Supplier<MissedEvents.@Nullable Summary> {

    /** The action that an operator should take. */
    public static final String REMEDY =
            "no event is lost; find out what altered the slot or the publication: doctor shows what is wrong now";

    private final Clock clock;
    private volatile @Nullable Summary summary;

    /**
     * The missed events so far.
     *
     * @param lastAt to the second
     * @param cause of the last ones, a label of {@link MissedCause}
     */
    public record Summary(long events, Instant lastAt, String cause) {}

    public MissedEvents(Clock clock) {
        this.clock = clock;
    }

    @Override
    public synchronized void missed(List<OutboxEvent> events, String cause) {
        Summary before = summary;
        summary = new Summary(
                (before == null ? 0 : before.events()) + events.size(),
                clock.instant().truncatedTo(ChronoUnit.SECONDS),
                cause);
    }

    /** Returns null while no event was missed. */
    @Override
    public @Nullable Summary get() {
        return summary;
    }
}
