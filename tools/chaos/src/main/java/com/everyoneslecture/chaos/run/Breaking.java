package com.everyoneslecture.chaos.run;

import com.everyoneslecture.chaos.fault.Fault;
import com.everyoneslecture.chaos.guarantee.CommittedOffsetNeverPassesApplied;
import com.everyoneslecture.chaos.guarantee.PerAggregateOrder;
import com.everyoneslecture.chaos.load.Journals;
import com.everyoneslecture.chaos.observe.Event;
import com.everyoneslecture.chaos.stack.Stack;
import java.util.List;

/**
 * One fault from before it is injected until its events are known, with what the guarantees have to know of it. Each operation
 * does its part once, so that the end of a run can call those that an interruption has left out.
 */
final class Breaking {

    private final Fault fault;
    private final Watch watch;
    private final Recovery recovery;
    private final Journals journals;
    private final String before;
    private boolean lifted;
    private boolean lateKnown;
    private boolean caughtUp;

    private Breaking(Fault fault, Watch watch, Recovery recovery, Journals journals, String before) {
        this.fault = fault;
        this.watch = watch;
        this.recovery = recovery;
        this.journals = journals;
        this.before = before;
    }

    /** Prepares the guarantees; breaks nothing yet. */
    static Breaking of(Fault fault, Watch watch, Recovery recovery, Journals journals) throws InterruptedException {
        Breaking breaking = new Breaking(fault, watch, recovery, journals, recovery.snapshot());
        watch.allowMoves(fault.addedPartitions());
        if (breaking.relaxes(PerAggregateOrder.NAME)) {
            watch.deferOrder();
        }
        if (breaking.relaxes(CommittedOffsetNeverPassesApplied.NAME)) {
            watch.offsets().suspend();
        }
        return breaking;
    }

    /** Ends the fault. Rows that it takes back are made known before anything can be written in their place. */
    void lift(Stack stack) throws InterruptedException {
        if (!lifted) {
            // All that was judged is older than the copy: what is put in place of these events will be judged.
            undo(fault.undo(stack));
            fault.lift(stack);
            lifted = true;
        }
    }

    /**
     * The system has recovered: guarantees hold again, but for late events that were written during the fault.
     *
     * @param snapshot taken after the fault was lifted
     */
    void settle(String snapshot) throws InterruptedException {
        if (relaxes(PerAggregateOrder.NAME) && !lateKnown) {
            watch.allowLate(fault.name(), recovery.begunBetween(before, snapshot));
            lateKnown = true;
        }
        if (relaxes(CommittedOffsetNeverPassesApplied.NAME) && !caughtUp) {
            // A read model that does not catch up is waited for once.
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
