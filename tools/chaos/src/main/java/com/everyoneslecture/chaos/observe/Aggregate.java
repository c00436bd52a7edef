package com.everyoneslecture.chaos.observe;

import java.util.Locale;

/** The aggregate types in the outbox; each is written by one service. */
public enum Aggregate {
    CATEGORY,
    ORDER;

    /** Returns the topic that the relay publishes its events to. */
    public String topic() {
        return this + "Changed";
    }

    /** Returns the name in the outbox: {@code category}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Aggregate of(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT));
    }
}
