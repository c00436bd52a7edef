package com.everyoneslecture.benchmarks.projector;

/**
 * A topic full of records.
 *
 * @param topic its name
 * @param keys how many categories the records change
 * @param records how many there are
 */
record Load(String topic, int keys, int records) {

    /** As many keys as there are tenth parts of records: a batch hardly ever has one twice. */
    static Load ofManyKeys(int records) {
        return new Load("categoryChanged-many", Math.max(1, records / 10), records);
    }

    /** So few keys that each batch has every one of them many times. */
    static Load ofFewKeys(int records) {
        return new Load("categoryChanged-few", 100, records);
    }
}
