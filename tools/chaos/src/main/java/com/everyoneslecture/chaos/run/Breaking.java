package com.everyoneslecture.chaos.run;

import com.everyoneslecture.chaos.fault.Fault;
import com.everyoneslecture.chaos.guarantee.CommittedOffsetNeverPassesApplied;
import com.everyoneslecture.chaos.guarantee.PerAggregateOrder;
import com.everyoneslecture.chaos.guarantee.PublishesOnlyByItsLedger;
import com.everyoneslecture.chaos.load.Journals;
import com.everyoneslecture.chaos.observe.Event;
import com.everyoneslecture.chaos.stack.Stack;
import java.util.List;

/**
 * One fault, from before its injection until its events are known, with the data that the guarantees need of it. Each operation does its
 * part once, so that the end of a run can call those that an interruption has left out.
 */
final class Breaking {

    private final Fault fault;
    private final Watch watch;
    private final Recovery recovery;
    private final Journals journals;
    private final PublishesOnlyByItsLedger ledger;
    private final String before;
    private boolean lifted;
    private boolean lateKnown;
    private boolean caughtUp;

    private Breaking(
            Fault fault,
            Watch watch,
            Recovery recovery,
            Journals journals,
            PublishesOnlyByItsLedger ledger,
            String before) {
        this.ledger = ledger;
        this.fault = fault;
        this.watch = watch;
        this.recovery = recovery;
        this.journals = journals;
        this.before = before;
    }

    /** Prepares the guarantees; breaks nothing yet. */
    static Breaking of(Fault fault, Watch watch, Recovery recovery, Journals journals, PublishesOnlyByItsLedger ledger)
            throws InterruptedException {
        Breaking breaking = new Breaking(fault, watch, recovery, journals, ledger, recovery.snapshot());
        if (breaking.relaxes(PerAggregateOrder.NAME)) {
            watch.deferOrder();
        }
        if (breaking.relaxes(CommittedOffsetNeverPassesApplied.NAME)) {
            watch.offsets().suspend();
        }
        return breaking;
    }

    /** Injects the fault. A key may move to another partition for each partition that is really added, and from just before that on. */
    void inject(Stack stack) throws InterruptedException {
        fault.inject(stack, watch::allowMove);
    }

    /** Ends the fault. Rows that it undoes are made known before any row can be written in their place. */
    void lift(Stack stack) throws InterruptedException {
        if (!lifted) {
            // All judged rows are older than the copy: rows that replace these events will be judged.
            undo(fault.undo(stack));
            fault.lift(stack);
            fault.forbidden().ifPresent(ledger::judge);
            lifted = true;
        }
    }

    /**
     * Notes that the system has recovered: guarantees hold again, except for late events that were written during the fault.
     *
     * @param snapshot a snapshot from after the fault was lifted
     */
    void settle(String snapshot) throws InterruptedException {
        if (relaxes(PerAggregateOrder.NAME) && !lateKnown) {
            watch.allowLate(fault.name(), recovery.begunBetween(before, snapshot));
            lateKnown = true;
        }
        if (relaxes(CommittedOffsetNeverPassesApplied.NAME) && !caughtUp) {
            // The wait for the read model is not repeated if it does not catch up.
            caughtUp = true;
            recovery.awaitApplied();
            watch.offsets().resume();
        }
    }

    private void undo(List<Event> events) {
        journals.undo(events);
        watch.undo(events);
    }

    private boolean relaxes(String guarantee) {
        return fault.relaxes().contains(guarantee);
    }
}
