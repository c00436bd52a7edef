package com.everyoneslecture.relay;

import static org.assertj.core.api.Assertions.assertThat;

import com.everyoneslecture.db.Schema;
import com.everyoneslecture.relay.kafka.RelayNames;
import com.everyoneslecture.relay.report.RelayListener;
import com.everyoneslecture.relay.report.RelayState;
import com.everyoneslecture.relay.report.RelayState.Backoff;
import com.everyoneslecture.relay.report.RelayState.Halted;
import com.everyoneslecture.testservices.TestDatabase;
import com.everyoneslecture.testservices.TestKafka;
import com.everyoneslecture.testservices.TestPostgres;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TransactionState;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A transaction that takes longer than the brokers' timeout, without another relay. */
@Timeout(180)
@Tag("long")
class ExpiredTransactionFaultIT {

    @Test
    void isPublishedAgainUnderItsTrueCause() throws Exception {
        TestDatabase database = TestPostgres.shared().create(Schema.CATEGORY);
        OutboxFixture outbox = new OutboxFixture(database);
        List<RelayState> states = new CopyOnWriteArrayList<>();
        RelayListener listener = new RelayListener() {
            @Override
            public void stateChanged(RelayState state) {
                states.add(state);
            }
        };
        try (TestKafka kafka =
                        TestKafka.start(Map.of("transaction.abort.timed.out.transaction.cleanup.interval.ms", "500"));
                Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()));
                RelayFixture relay = new RelayFixture(
                        RelayFixture.properties(database, kafka.bootstrapServers()),
                        listener,
                        InterceptedProducer.beforeCommit(transaction -> {
                            if (transaction == 4) {
                                awaitExpiry(admin, RelayFixture.slot(database));
                            }
                        }))) {
            relay.startAndStream();
            outbox.appendMany(50, 5);

            try (TopicFixture topic = new TopicFixture(kafka.bootstrapServers(), RelayFixture.topic(database))) {
                ExactlyOnce.in(topic, outbox);
            }
            assertThat(states).noneMatch(Halted.class::isInstance);
            assertThat(states)
                    .filteredOn(Backoff.class::isInstance)
                    .map(state -> ((Backoff) state).cause())
                    .contains("Kafka: the brokers ended a transaction that took longer than 15 s");
        }
    }

    private static void awaitExpiry(Admin admin, String slot) {
        List<String> ids = new RelayNames(slot).transactionalIds();
        Awaitility.await("the end of the brokers' patience")
                .atMost(Duration.ofSeconds(60))
                .until(() -> admin.describeTransactions(ids).all().get().values().stream()
                        .anyMatch(transaction -> transaction.state() == TransactionState.COMPLETE_ABORT));
    }
}
