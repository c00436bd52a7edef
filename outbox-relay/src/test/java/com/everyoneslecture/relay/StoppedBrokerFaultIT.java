package com.everyoneslecture.relay;

import static org.assertj.core.api.Assumptions.assumeThat;

import com.everyoneslecture.db.Schema;
import com.everyoneslecture.relay.kafka.RelayNames;
import com.everyoneslecture.testservices.TestDatabase;
import com.everyoneslecture.testservices.TestKafka;
import com.everyoneslecture.testservices.TestPostgres;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TransactionDescription;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The only broker is stopped in order while the relay commits, repeatedly until a transaction hangs: its coordinator has
 * acknowledged and completed the commit without writing the markers. This takes many stops, because a stop must hit within
 * milliseconds; otherwise the test proves no more than a stop.
 */
@Tag("long")
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class StoppedBrokerFaultIT {

    private static final int STOPS = 30;

    private final TestDatabase database = TestPostgres.shared().create(Schema.CATEGORY);
    private final TestKafka kafka = TestKafka.start();
    private final OutboxFixture outbox = new OutboxFixture(database);
    private final ExecutorService writer = Executors.newSingleThreadExecutor();

    @AfterEach
    void stop() {
        writer.shutdownNow();
        kafka.close();
        outbox.dropSlot();
    }

    @Test
    void publishesOnceWhereAStoppedBrokerLeavesATransactionHanging() throws Exception {
        boolean hangs = false;
        for (int stops = 0; stops < STOPS && !hangs; stops++) {
            Future<?> writing;
            try (RelayFixture relay = RelayFixture.on(database, kafka.bootstrapServers())) {
                relay.startAndStream();
                writing = writer.submit(() -> outbox.appendMany(1_500, 20));
                TimeUnit.MILLISECONDS.sleep(700 + 37L * stops);
                kafka.server().stop();
            }
            writing.get();
            kafka.server().start();
            hangs = hangs();
        }
        try (RelayFixture relay = RelayFixture.on(database, kafka.bootstrapServers());
                TopicFixture topic = new TopicFixture(kafka.bootstrapServers(), RelayFixture.topic(database))) {
            relay.startAndStream();
            outbox.appendMany(100, 20);
            ExactlyOnce.in(topic, outbox);
        }
        assumeThat(hangs).as("a transaction hung").isTrue();
    }

    /** Returns whether a record of the ledger is neither committed nor aborted, although no transaction is open. */
    private boolean hangs() throws Exception {
        RelayNames names = RelayNames.of(
                RelayFixture.slot(database),
                RelayFixture.properties(database, kafka.bootstrapServers()).kafka());
        TopicPartition ledger = new TopicPartition(names.ledger(), 0);
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> admin.describeTransactions(names.transactionalIds()).all().get().values().stream()
                            .map(TransactionDescription::state)
                            .noneMatch(state -> state == TransactionState.ONGOING
                                    || state == TransactionState.PREPARE_COMMIT
                                    || state == TransactionState.PREPARE_ABORT));
            return end(admin, ledger, IsolationLevel.READ_COMMITTED)
                    < end(admin, ledger, IsolationLevel.READ_UNCOMMITTED);
        }
    }

    private static long end(Admin admin, TopicPartition partition, IsolationLevel level) throws Exception {
        return admin.listOffsets(Map.of(partition, OffsetSpec.latest()), new ListOffsetsOptions(level))
                .partitionResult(partition)
                .get()
                .offset();
    }
}
