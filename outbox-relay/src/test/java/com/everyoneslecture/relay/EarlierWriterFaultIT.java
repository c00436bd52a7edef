package com.everyoneslecture.relay;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.everyoneslecture.db.Schema;
import com.everyoneslecture.relay.kafka.ProducerFactory;
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
        try (Producer<byte[], byte[]> open = producerOfWriter();
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
            assertThatThrownBy(() -> {
                        Future<RecordMetadata> unused =
                                open.send(new ProducerRecord<>(RelayFixture.topic(database), new byte[0], new byte[0]));
                        open.commitTransaction();
                    })
                    .isInstanceOf(KafkaException.class);
            nextTransaction.release();
            outbox.append("key-1");
            try (TopicFixture topic = new TopicFixture(kafka.bootstrapServers(), RelayFixture.topic(database))) {
                ExactlyOnce.in(topic, outbox);
            }
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
        outbox.execute("select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory' and granted"
                + " and database = (select oid from pg_database where datname = current_database())");
    }

    private RelayFixture relay(ProducerFactory producers) {
        return new RelayFixture(RelayFixture.properties(database, kafka.bootstrapServers()), new StateLog(), producers);
    }

    private Producer<byte[], byte[]> producerOfWriter() {
        Properties properties = new Properties();
        properties.put("bootstrap.servers", kafka.bootstrapServers());
        properties.put("transactional.id", writer);
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
