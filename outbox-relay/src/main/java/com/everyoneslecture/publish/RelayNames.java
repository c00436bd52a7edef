package com.everyoneslecture.publish;

/**
 * The names in Kafka that belong to one slot: who publishes for another slot shares none of them.
 *
 * @param slot the replication slot's name
 */
public record RelayNames(String slot) {

    /** The topic of one partition that remembers what is published. */
    public String ledger() {
        return transactionalId() + ".ledger";
    }

    /** The topic that takes references to events that nothing else takes. */
    public String deadLetters() {
        return transactionalId() + ".DLT";
    }

    /** Of the relay's producer; who initializes it last is the only one that can publish. */
    public String transactionalId() {
        return "outbox-relay." + slot;
    }

    /** Of a replay's producer, so that a replay does not fence the relay. */
    public String replayTransactionalId() {
        return transactionalId() + ".replay";
    }
}
