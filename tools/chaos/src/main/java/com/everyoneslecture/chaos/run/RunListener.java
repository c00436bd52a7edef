package com.everyoneslecture.chaos.run;

import com.everyoneslecture.chaos.fault.FaultSequence.Step;
import com.everyoneslecture.chaos.guarantee.Violation;

/** Receives the progress of a run. Called by any thread. */
public interface RunListener {

    /** Called when a new phase begins, with its description. */
    void doing(String what);

    /** Called when a fault begins. */
    void breaking(Step step);

    /** Called when a fault is not injected, with the reason. */
    void leavingOut(Step step, String why);

    /** Called when the end of a fault begins. */
    void lifting(Step step);

    /** Called when a fault is over. */
    void over(FaultRecord fault);

    /** Called when a guarantee is violated. */
    void broken(Violation violation);

    /** Called with the present state, a few times each second. */
    void sample(Sample sample);
}
