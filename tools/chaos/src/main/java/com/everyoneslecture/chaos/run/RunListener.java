package com.everyoneslecture.chaos.run;

import com.everyoneslecture.chaos.fault.FaultSequence.Step;
import com.everyoneslecture.chaos.guarantee.Violation;

/** Hears how a run goes. Called by any thread. */
public interface RunListener {

    /** What is being done. */
    void doing(String what);

    /** A fault is begun. */
    void breaking(Step step);

    /** The fault is being ended. */
    void lifting(Step step);

    /** The fault is over. */
    void over(FaultRecord fault);

    /** A guarantee was broken. */
    void broken(Violation violation);

    /** How it stands, a few times each second. */
    void sample(Sample sample);
}
