package com.everyoneslecture.chaos.guarantee;

import java.util.List;

/**
 * Something that broke a guarantee.
 *
 * @param guarantee by name
 * @param damage in which way
 * @param during the fault that was the newest one when it was noticed
 * @param what happened, with ids
 * @param history of the key that it is about, oldest first; empty where it is about none
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
