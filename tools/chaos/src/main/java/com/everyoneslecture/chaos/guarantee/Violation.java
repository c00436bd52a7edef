package com.everyoneslecture.chaos.guarantee;

import java.util.List;

/**
 * A violation of a guarantee.
 *
 * @param guarantee the name of the guarantee
 * @param damage the kind of the violation
 * @param during the latest fault when it was found
 * @param what the violation in words, with ids
 * @param history the history of its key, the oldest record first; empty if it concerns no key
 */
public record Violation(String guarantee, Damage damage, String during, String what, List<String> history) {

    public Violation {
        history = List.copyOf(history);
    }

    @Override
    public String toString() {
        String headline = guarantee + ": " + damage + " (" + during + "): " + what;
        return history.isEmpty() ? headline : headline + "\n    " + String.join("\n    ", history);
    }
}
