package com.everyoneslecture.relay.ledger;

import com.everyoneslecture.relay.kafka.KafkaSettings;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
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
        try (Admin admin = Admin.create(kafka.clientProperties())) {
            Ledger ledger = new Ledger(slot, kafka, admin);
            return topics(admin, kafka.deliveryTimeout()).contains(ledger.topic()) ? ledger.head() : null;
        }
    }

    private static Set<String> topics(Admin admin, Duration patience) throws InterruptedException {
        try {
            return admin.listTopics().names().get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof KafkaException cause ? cause : new KafkaException(e.getCause());
        } catch (TimeoutException e) {
            throw new org.apache.kafka.common.errors.TimeoutException("the brokers did not answer in time", e);
        }
    }
}
