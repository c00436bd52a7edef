package com.everyoneslecture.publish;

import java.util.List;

/**
 * The names in Kafka that belong to one slot: who publishes for another slot shares none of them.
 *
 * @param slot the replication slot's name
 */
public record RelayNames(String slot) {

    /** The topic of one partition that remembers what is published. */
    public String ledger() {
        return prefix() + ".ledger";
    }

    /** The topic that takes references to events that nothing else takes. */
    public String deadLetters() {
        return prefix() + ".DLT";
    }

    /** Of the relay's producers, which take turns; who initializes them last is the only one that can publish. */
    public List<String> transactionalIds() {
        return List.of(prefix(), prefix() + ".alternate");
    }

    /** Of a replay's producer, so that a replay does not fence the relay. */
    public String replayTransactionalId() {
        return prefix() + ".replay";
    }

    private String prefix() {
        return "outbox-relay." + slot;
    }
}
