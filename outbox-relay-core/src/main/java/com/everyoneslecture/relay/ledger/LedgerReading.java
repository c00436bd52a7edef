package com.everyoneslecture.relay.ledger;

import com.everyoneslecture.outbox.kafka.Answers;
import com.everyoneslecture.relay.kafka.KafkaSettings;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/** Reads a ledger beside the relay that it belongs to, and changes nothing. */
public final class LedgerReading {

    private LedgerReading() {}

    /**
     * Returns what the ledger of a slot is; null where there is none.
     *
     * @throws KafkaException if the brokers do not answer in time
     * @throws UnreadableLedgerException if it has a record that no relay wrote
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
