package com.everyoneslecture.chaos.guarantee;

import com.everyoneslecture.chaos.observe.Outbox.Slot;
import java.util.List;
import java.util.Optional;

/**
 * The slot's confirmed position never moves back: an acknowledged position stays acknowledged. A slot that is created again starts at the
 * end of the log, so it also moves forward.
 *
 * <p>PostgreSQL itself guarantees this only between two starts of the server: it saves the position at checkpoints, and a crash resets it
 * to the last one. The relay must skip the events that are then redelivered; {@link PublishedExactlyOnce} checks that.
 */
public final class ConfirmedLsnNeverRegresses {

    private static final String NAME = "ConfirmedLsnNeverRegresses";

    private final Verdicts verdicts;
    private Optional<Slot> last = Optional.empty();
    private long judged;

    public ConfirmedLsnNeverRegresses(Verdicts verdicts) {
        this.verdicts = verdicts;
    }

    /** Judges a reading of the slot that is newer than the last one. */
    public synchronized void observed(Slot slot) {
        last.filter(before -> before.serverLife().equals(slot.serverLife()))
                .filter(before -> slot.confirmedLsn() < before.confirmedLsn())
                .ifPresent(before -> verdicts.report(
                        NAME,
                        Damage.WENT_BACK,
                        "from " + before.confirmedLsn() + " to " + slot.confirmedLsn(),
                        List.of()));
        last = Optional.of(slot);
        judged++;
    }

    /** Returns the number of readings. */
    public synchronized long judged() {
        return judged;
    }
}
