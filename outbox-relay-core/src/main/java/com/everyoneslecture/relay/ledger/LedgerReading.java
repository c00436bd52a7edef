package com.everyoneslecture.relay.ledger;

import com.everyoneslecture.outbox.kafka.Answers;
import com.everyoneslecture.relay.kafka.KafkaSettings;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/** Reads a ledger while its relay may run, and changes nothing. */
public final class LedgerReading {

    private LedgerReading() {}

    /**
     * Returns the state of the ledger of a slot; null if there is no ledger.
     *
     * @throws KafkaException if the brokers do not respond in time
     * @throws UnreadableLedgerException if it has a malformed record
     */
    public static @Nullable LedgerHead head(String slot, KafkaSettings kafka) throws InterruptedException {
        try (Admin admin = Admin.create(kafka.clientProperties());
                Ledger ledger = new Ledger(slot, kafka, admin)) {
            return Answers.await(admin.listTopics().names(), kafka.deliveryTimeout())
                            .contains(ledger.topic())
                    ? ledger.head(0)
                    : null;
        }
    }
}
