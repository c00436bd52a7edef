package com.everyoneslecture.relay.kafka;

import java.util.List;

/**
 * The names in Kafka that belong to one relay; relays with other names use other ones.
 *
 * @param name the relay's name; by default that of its replication slot
 */
public record RelayNames(String name) {

    /** Returns the names of the relay of a slot. */
    public static RelayNames of(String slot, KafkaSettings kafka) {
        return new RelayNames(kafka.name() == null ? slot : kafka.name());
    }

    /** Returns the topic, with one partition, that stores the ids of published events. */
    public String ledger() {
        return prefix() + ".ledger";
    }

    /** Returns the topic for references to events that no other topic takes. */
    public String deadLetters() {
        return prefix() + ".DLT";
    }

    /** Returns the ids of the relay's producers, which take turns. Only the relay that initialized them last can publish. */
    public List<String> transactionalIds() {
        return List.of(prefix(), prefix() + ".alternate");
    }

    /** Returns the id of a replay's producer. It is a separate one, so that a replay does not fence the relay. */
    public String replayTransactionalId() {
        return prefix() + ".replay";
    }

    private String prefix() {
        return "outbox-relay." + name;
    }
}
