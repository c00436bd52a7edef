package com.everyoneslecture.chaos.run;

/**
 * One fault, in milliseconds since the beginning of the run.
 *
 * @param fault the name of the fault
 * @param injected the time at which its injection began
 * @param lifted the time at which its end began: the start of a component, or the restoration of a network
 * @param serving the time at which the component reported that it serves
 * @param recovered the time at which all lags were normal again; the same as {@code judged} if they were not within the bound
 * @param judged the time at which it was over
 */
public record FaultRecord(String fault, long injected, long lifted, long serving, long recovered, long judged) {

    /** Returns the time from the end of the fault until the system's lags were normal again. */
    public long recoveryMillis() {
        return recovered - lifted;
    }

    /** Returns the part of that time after the component served. */
    public long catchUpMillis() {
        return recovered - serving;
    }
}
