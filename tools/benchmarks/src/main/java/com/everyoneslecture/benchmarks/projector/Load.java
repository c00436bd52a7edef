package com.everyoneslecture.benchmarks.projector;

/**
 * A topic full of records.
 *
 * @param topic the name of the topic
 * @param keys the number of categories that the records change
 * @param records the number of records
 */
record Load(String topic, int keys, int records) {

    /** Returns a load with a tenth as many keys as records: a batch rarely contains a key twice. */
    static Load ofManyKeys(int records) {
        return new Load("categoryChanged-many", Math.max(1, records / 10), records);
    }

    /** Returns a load with so few keys that each batch contains each of them many times. */
    static Load ofFewKeys(int records) {
        return new Load("categoryChanged-few", 100, records);
    }
}
