package com.everyoneslecture.benchmarks.contender;

import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.postgresql.PGConnection;
import org.postgresql.replication.LogSequenceNumber;
import org.postgresql.replication.PGReplicationStream;

/**
 * What the machine allows: rows from the slot to the topic in transactions, and nothing but that. No headers, no ledger, no
 * errors but the end. One thread reads and decodes, the other one publishes all that was read meanwhile and commits; the slot
 * is told by the reading thread, whose stream it is, after the commit.
 */
public final class BareReader {

    private static final int MOST_RECORDS = 2_000;
    private static final int KEY_COLUMN = 2;
    private static final int VALUE_COLUMN = 5;

    private final BlockingQueue<Batch> batches = new ArrayBlockingQueue<>(4);
    private final String topic;
    private volatile long committedLsn;

    private BareReader(String topic) {
        this.topic = topic;
    }

    /**
     * Rows in the order of the stream.
     *
     * @param lsn where the last database transaction ends that is whole with this batch; 0 if none is
     */
    private record Batch(List<ProducerRecord<byte[], byte[]>> records, long lsn) {}

    /** Arguments: JDBC URL, role, slot, bootstrap servers, topic. The role's password is in PASSWORD. */
    public static void main(String[] arguments) throws Exception {
        BareReader reader = new BareReader(arguments[4]);
        Thread publisher = new Thread(() -> reader.publish(arguments[3], arguments[2]), "publisher");
        publisher.setUncaughtExceptionHandler((thread, failure) -> {
            failure.printStackTrace();
            Runtime.getRuntime().halt(1);
        });
        publisher.start();
        reader.read(arguments[0], arguments[1], arguments[2]);
    }

    private void read(String url, String role, String slot) throws SQLException, InterruptedException {
        try (Connection connection = DriverManager.getConnection(url, login(role));
                PGReplicationStream stream = connection
                        .unwrap(PGConnection.class)
                        .getReplicationAPI()
                        .replicationStream()
                        .logical()
                        .withSlotName(slot)
                        .withSlotOption("proto_version", 1)
                        .withSlotOption("publication_names", "outbox")
                        .withStatusInterval(1, TimeUnit.SECONDS)
                        .start()) {
            List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>(MOST_RECORDS);
            long lsn = 0;
            while (true) {
                ByteBuffer message = stream.readPending();
                if (message != null && message.get(message.position()) == 'I') {
                    records.add(decode(message));
                } else if (message != null && message.get(message.position()) == 'C') {
                    lsn = message.getLong(message.position() + 10);
                }
                boolean pause = message == null;
                if (records.size() == MOST_RECORDS || (pause && !records.isEmpty())) {
                    batches.put(new Batch(records, lsn));
                    records = new ArrayList<>(MOST_RECORDS);
                    LogSequenceNumber published = LogSequenceNumber.valueOf(committedLsn);
                    stream.setAppliedLSN(published);
                    stream.setFlushedLSN(published);
                } else if (pause) {
                    Thread.sleep(1);
                }
            }
        }
    }

    private static Properties login(String role) {
        Properties login = new Properties();
        login.putAll(Map.of(
                "user", role,
                "password", System.getenv().getOrDefault("PASSWORD", ""),
                "replication", "database",
                "assumeMinServerVersion", "10",
                "preferQueryMode", "simple"));
        return login;
    }

    /** The two columns that make a record; the length of each column stands before it. */
    private ProducerRecord<byte[], byte[]> decode(ByteBuffer insert) {
        byte[] key = new byte[0];
        // 'I', the relation, 'N', the number of columns.
        insert.position(insert.position() + 8);
        for (int column = 0; column < VALUE_COLUMN; column++) {
            int length = insert.get() == 't' ? insert.getInt() : 0;
            if (column == KEY_COLUMN) {
                key = bytes(insert, length);
            } else {
                insert.position(insert.position() + length);
            }
        }
        insert.get();
        return new ProducerRecord<>(topic, key, bytes(insert, insert.getInt()));
    }

    private static byte[] bytes(ByteBuffer from, int length) {
        byte[] bytes = new byte[length];
        from.get(bytes);
        return bytes;
    }

    @SuppressWarnings("FutureReturnValueIgnored") // What becomes of each record, the commit tells.
    private void publish(String bootstrapServers, String slot) {
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of(
                        "bootstrap.servers",
                        bootstrapServers,
                        "transactional.id",
                        "bare." + slot,
                        "batch.size",
                        128 * 1024,
                        "linger.ms",
                        0),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            producer.initTransactions();
            List<Batch> next = new ArrayList<>();
            while (true) {
                next.add(batches.take());
                batches.drainTo(next);
                producer.beginTransaction();
                next.forEach(batch -> batch.records().forEach(producer::send));
                producer.commitTransaction();
                committedLsn = next.get(next.size() - 1).lsn();
                next.clear();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
