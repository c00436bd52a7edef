package com.everyoneslecture.relay.kafka;

import java.util.List;

/**
 * The names in Kafka that belong to one relay: a relay of another name shares none of them.
 *
 * @param name the relay's; by default that of its replication slot
 */
public record RelayNames(String name) {

    /** Returns the names of the relay of a slot. */
    public static RelayNames of(String slot, KafkaSettings kafka) {
        return new RelayNames(kafka.name() == null ? slot : kafka.name());
    }

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
        return "outbox-relay." + name;
    }
}
