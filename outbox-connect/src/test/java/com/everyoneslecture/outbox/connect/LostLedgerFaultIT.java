package com.everyoneslecture.outbox.connect;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Where the ledger is gone, the offset of Kafka Connect tells what is published of that which the slot delivers again. */
@Timeout(300)
class LostLedgerFaultIT {

    private final ConnectorFixture fixture = new ConnectorFixture();
    private final OutboxRows outbox = fixture.outbox();

    @AfterEach
    void dropSlot() {
        fixture.dropSlot();
    }

    @Test
    void publishesNothingAgainThatIsBeforeTheOffset() throws Exception {
        Map<String, String> configuration = fixture.configuration();
        // A killed worker has not told the slot, so that all of it comes again.
        configuration.put(ConnectorKeys.ACKNOWLEDGE_INTERVAL, "1m");
        try (TopicRecords records = fixture.records()) {
            try (ConnectWorker worker = fixture.worker().awaitServing()) {
                worker.create(fixture.connector(), configuration);
                outbox.append("first");
                records.await(outbox.committed());
                outbox.appendMany(30, 5);
                outbox.appendInOneTransaction(3_000, 5);
                records.assertExactlyOnceInOrder(outbox);
                worker.kill();
            }
            outbox.appendMany(20, 5);
            deleteLedger();
            comesAgain(records, "last");
            // The ledger is there again, and does not name what was published before it was lost.
            comesAgain(records, "very last");
        }
    }

    private void comesAgain(TopicRecords records, String aggregateId) throws Exception {
        try (ConnectWorker again = fixture.worker().awaitServing()) {
            outbox.append(aggregateId);
            records.assertExactlyOnceInOrder(outbox);
            assertThat(again.log())
                    .contains("the ledger is gone; events before the offset of Kafka Connect come again");
        }
    }

    private void deleteLedger() throws Exception {
        String ledger = "outbox-relay." + fixture.slot() + ".ledger";
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", fixture.bootstrapServers()))) {
            admin.deleteTopics(List.of(ledger)).all().get();
            Awaitility.await("no ledger")
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> !admin.listTopics().names().get().contains(ledger));
        }
    }
}
