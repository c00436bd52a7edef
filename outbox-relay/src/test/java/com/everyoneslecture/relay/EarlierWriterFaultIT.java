package com.everyoneslecture.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.everyoneslecture.db.Schema;
import com.everyoneslecture.relay.kafka.ProducerFactory;
import com.everyoneslecture.relay.kafka.RelayNames;
import com.everyoneslecture.relay.report.RelayState.Backoff;
import com.everyoneslecture.relay.report.RelayState.Streaming;
import com.everyoneslecture.relay.report.StateLog;
import com.everyoneslecture.testservices.TestDatabase;
import com.everyoneslecture.testservices.TestKafka;
import com.everyoneslecture.testservices.TestPostgres;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A program that publishes under a separate transactional id loses the slot to a relay. */
@Timeout(180)
class EarlierWriterFaultIT {

    private static final String TURN = " from pg_locks where locktype = 'advisory' and granted"
            + " and database = (select oid from pg_database where datname = current_database())";

    private final TestKafka kafka = TestKafka.shared();
    private final TestDatabase database = TestPostgres.shared().create(Schema.CATEGORY);
    private final OutboxFixture outbox = new OutboxFixture(database);
    private final String writer = "writer-of-" + database.name();

    @AfterEach
    void dropSlot() {
        outbox.dropSlot();
    }

    /** The relay has read the ledger before, too, but only a read under the right to take the slot is complete. */
    @Test
    void fencesAWriterThatTheLedgerNamesOnlySinceTheRelayWaitsForItsTurn() throws Exception {
        HeldTransaction writersRecord = new HeldTransaction();
        HeldTransaction nextTransaction = new HeldTransaction();
        ProducerFactory producers = InterceptedProducer.beforeCommit(transaction -> {
            if (transaction == 1) {
                writersRecord.hold();
            } else if (transaction == 2) {
                nextTransaction.hold();
            }
        });
        try (Producer<byte[], byte[]> open = producer(writer);
                RelayFixture earlier = relay(withWriter(producers));
                RelayFixture later = relay(ProducerFactory.KAFKA)) {
            open.initTransactions();
            open.beginTransaction();
            earlier.start();
            writersRecord.awaitHeld();
            later.start();
            awaitThatARelayAsksForItsTurn();
            writersRecord.release();
            nextTransaction.awaitHeld();

            endTurn();
            later.await(Streaming.class);
            assertFenced(open);
            nextTransaction.release();
            assertPublishes();
        }
    }

    /** A commit returns before its records are readable; here the transaction of another program delays that. */
    @Test
    void fencesAWriterThatTheLedgerNamesInARecordThatIsNotReadableYet() throws Exception {
        String slot = RelayFixture.slot(database);
        String ledger = new RelayNames(slot).ledger();
        // So that the later relay need not write into the ledger, and wait for its own record, before it streams.
        try (RelayFixture first = relay(ProducerFactory.KAFKA)) {
            first.startAndStream();
            outbox.append("key-1");
            outbox.awaitAcknowledged(slot);
        }
        try (Producer<byte[], byte[]> open = producer(writer);
                Producer<byte[], byte[]> other = producer("other-" + database.name())) {
            open.initTransactions();
            open.beginTransaction();
            other.initTransactions();
            ProducerFactory producers = InterceptedProducer.beforeBegin(transaction -> {
                if (transaction == 1) {
                    other.beginTransaction();
                    other.send(new ProducerRecord<>(ledger, 0, new byte[0], new byte[0]))
                            .get();
                }
            });
            try (RelayFixture earlier = relay(withWriter(producers))) {
                earlier.start();
                // It has its turn until its note is committed, and then waits until it can read that.
                awaitTurn(1);
                awaitTurn(0);
            }
            try (RelayFixture later = relay(ProducerFactory.KAFKA)) {
                later.start();
                assertThat(later.await(Backoff.class).cause()).contains("could not be read to its end");

                other.abortTransaction();
                later.await(Streaming.class);
                assertFenced(open);
                assertPublishes();
            }
        }
    }

    private void awaitTurn(int relays) {
        Awaitility.await("a relay that takes the slot: " + relays)
                .atMost(FailoverFixture.PATIENCE)
                .until(() -> outbox.count("select count(*)" + TURN) == relays);
    }

    private void assertFenced(Producer<byte[], byte[]> open) {
        assertThatThrownBy(() -> {
                    Future<RecordMetadata> unused =
                            open.send(new ProducerRecord<>(RelayFixture.topic(database), new byte[0], new byte[0]));
                    open.commitTransaction();
                })
                .isInstanceOf(KafkaException.class);
    }

    private void assertPublishes() {
        outbox.append("key-1");
        try (TopicFixture topic = new TopicFixture(kafka.bootstrapServers(), RelayFixture.topic(database))) {
            ExactlyOnce.in(topic, outbox);
        }
    }

    private void awaitThatARelayAsksForItsTurn() {
        Awaitility.await("a relay that asks for the right to take the slot")
                .atMost(FailoverFixture.PATIENCE)
                .until(() -> outbox.count("select count(*) from pg_stat_activity where datname = current_database()"
                                + " and query like '%pg_try_advisory_lock%' and pid <> pg_backend_pid()")
                        > 0);
    }

    private void endTurn() {
        outbox.execute("select pg_terminate_backend(pid)" + TURN);
    }

    private RelayFixture relay(ProducerFactory producers) {
        return new RelayFixture(RelayFixture.properties(database, kafka.bootstrapServers()), new StateLog(), producers);
    }

    private Producer<byte[], byte[]> producer(String transactionalId) {
        Properties properties = new Properties();
        properties.put("bootstrap.servers", kafka.bootstrapServers());
        properties.put("transactional.id", transactionalId);
        return new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
    }

    private ProducerFactory withWriter(ProducerFactory producers) {
        return new ProducerFactory() {
            @Override
            public Producer<byte[], byte[]> make(Properties properties) {
                return producers.make(properties);
            }

            @Override
            public @Nullable String writer() {
                return writer;
            }
        };
    }

    /** A transaction that waits before its commit. */
    private static final class HeldTransaction {

        private final CountDownLatch held = new CountDownLatch(1);
        private final CountDownLatch released = new CountDownLatch(1);

        void hold() throws InterruptedException {
            held.countDown();
            released.await();
        }

        void awaitHeld() throws InterruptedException {
            held.await();
        }

        void release() {
            released.countDown();
        }
    }
}
