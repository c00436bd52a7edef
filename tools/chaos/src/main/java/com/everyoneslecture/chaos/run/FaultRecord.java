package com.everyoneslecture.chaos.run;

/**
 * One fault, in milliseconds since the beginning of the run.
 *
 * @param fault by name
 * @param injected when it was begun
 * @param lifted when its end was begun: a component was told to start, a network was restored
 * @param serving when the component said that it serves
 * @param recovered when all lags were back to normal; the same as {@code judged} if they were not within the bound
 * @param judged when it was over
 */
public record FaultRecord(String fault, long injected, long lifted, long serving, long recovered, long judged) {

    /** How long the system took, from the end of the fault until its lags were back to normal. */
    public long recoveryMillis() {
        return recovered - lifted;
    }

    /** How much of that came after the component served. */
    public long catchUpMillis() {
        return recovered - serving;
    }
}
