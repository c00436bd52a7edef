package com.everyoneslecture.chaos.guarantee;

import com.everyoneslecture.chaos.observe.Outbox.Slot;
import java.util.List;
import java.util.Optional;

/**
 * The slot's confirmed position never goes back: what was acknowledged stays so. A slot that is made anew begins where the log
 * ends, so it goes on as well.
 *
 * <p>PostgreSQL itself promises this within one life of the server only: it writes the position down at checkpoints, and a
 * crash takes it back to the last one. What comes again then is the relay's to skip, which {@link PublishedExactlyOnce} sees.
 */
public final class ConfirmedLsnNeverRegresses {

    private static final String NAME = "ConfirmedLsnNeverRegresses";

    private final Verdicts verdicts;
    private Optional<Slot> last = Optional.empty();
    private long judged;

    public ConfirmedLsnNeverRegresses(Verdicts verdicts) {
        this.verdicts = verdicts;
    }

    /** The slot, at a moment after the last one. */
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

    /** How many looks were taken. */
    public synchronized long judged() {
        return judged;
    }
}
