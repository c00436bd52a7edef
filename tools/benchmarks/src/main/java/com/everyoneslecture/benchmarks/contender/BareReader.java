package com.everyoneslecture.benchmarks.contender;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.everyoneslecture.outbox.event.RecordHeader;
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
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.postgresql.PGConnection;
import org.postgresql.replication.LogSequenceNumber;
import org.postgresql.replication.PGReplicationStream;

/**
 * Measures what the machine allows: copies rows from the slot to the topic in transactions and ends at the first error. It writes
 * neither headers nor a ledger, unless it writes the same records as the relay.
 *
 * <p>One thread reads and decodes; the other one publishes all rows that were read meanwhile, and commits. The reading thread, which owns
 * the stream, confirms the position to the slot after the commit.
 */
public final class BareReader {

    private static final int MOST_RECORDS = 2_000;
    private static final int ID_COLUMN = 0;
    private static final int KEY_COLUMN = 2;
    private static final int VERSION_COLUMN = 3;
    private static final int VALUE_COLUMN = 5;

    /** The size of an event's entry in the ledger. */
    private static final int LEDGER_BYTES = 16;

    private static final Header SPEC_VERSION = constant(RecordHeader.SPEC_VERSION, RecordHeader.SPEC_VERSION_VALUE);
    private static final Header TYPE = constant(RecordHeader.TYPE, "LectureCategoryChanged");
    private static final Header SOURCE = constant(RecordHeader.SOURCE, "/category");
    private static final Header CONTENT_TYPE = constant(RecordHeader.CONTENT_TYPE, "application/json");

    private static final int TIME_BYTES = "2026-11-28T12:00:00.123456Z".length();

    private final BlockingQueue<Batch> batches = new ArrayBlockingQueue<>(4);
    private final String topic;
    private final boolean writesTheSameRecords;
    private volatile long committedLsn;

    private BareReader(String topic, boolean writesTheSameRecords) {
        this.topic = topic;
        this.writesTheSameRecords = writesTheSameRecords;
    }

    /**
     * Rows in the order of the stream.
     *
     * @param lsn the end of the last database transaction that this batch completes; 0 if there is none
     */
    private record Batch(List<ProducerRecord<byte[], byte[]>> records, long lsn) {}

    /**
     * Arguments: JDBC URL, role, slot, bootstrap servers, topic, whether it writes the same records as the relay. The role's password
     * is in PASSWORD.
     */
    public static void main(String[] arguments) throws Exception {
        BareReader reader = new BareReader(arguments[4], Boolean.parseBoolean(arguments[5]));
        if (reader.writesTheSameRecords) {
            reader.makeLedger(arguments[3]);
        }
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
                // While the publisher has enough work, a batch grows, because each commit has a cost.
                boolean due = pause && batches.isEmpty() && !records.isEmpty();
                if (records.size() == MOST_RECORDS || due) {
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

    /** Decodes the columns that a record needs; each column's length is before it. */
    private ProducerRecord<byte[], byte[]> decode(ByteBuffer insert) {
        byte[] id = new byte[0];
        byte[] key = new byte[0];
        byte[] version = new byte[0];
        // 'I', the relation, 'N', the number of columns.
        insert.position(insert.position() + 8);
        for (int column = 0; column < VALUE_COLUMN; column++) {
            int length = insert.get() == 't' ? insert.getInt() : 0;
            if (column == KEY_COLUMN) {
                key = bytes(insert, length);
            } else if (column == ID_COLUMN && writesTheSameRecords) {
                id = bytes(insert, length);
            } else if (column == VERSION_COLUMN && writesTheSameRecords) {
                version = bytes(insert, length);
            } else {
                insert.position(insert.position() + length);
            }
        }
        insert.get();
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(topic, key, bytes(insert, insert.getInt()));
        if (writesTheSameRecords) {
            addHeaders(record.headers(), id, key, version);
        }
        return record;
    }

    /** Adds headers of the same number and size as the relay's. */
    private static void addHeaders(Headers headers, byte[] id, byte[] key, byte[] version) {
        headers.add(SPEC_VERSION)
                .add(RecordHeader.ID, id)
                .add(TYPE)
                .add(SOURCE)
                .add(RecordHeader.TIME, new byte[TIME_BYTES])
                .add(RecordHeader.SUBJECT, key)
                .add(RecordHeader.AGGREGATE_VERSION, version)
                .add(CONTENT_TYPE);
    }

    private static Header constant(String name, String value) {
        return new org.apache.kafka.common.header.internals.RecordHeader(name, value.getBytes(UTF_8));
    }

    private String ledger() {
        return topic + ".ledger";
    }

    private void makeLedger(String bootstrapServers) throws InterruptedException, ExecutionException {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            admin.createTopics(List.of(new NewTopic(ledger(), 1, (short) 1)))
                    .all()
                    .get();
        }
    }

    private static byte[] bytes(ByteBuffer from, int length) {
        byte[] bytes = new byte[length];
        from.get(bytes);
        return bytes;
    }

    @SuppressWarnings("FutureReturnValueIgnored") // The commit reports failures of the records.
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
                int events = 0;
                for (Batch batch : next) {
                    batch.records().forEach(producer::send);
                    events += batch.records().size();
                }
                if (writesTheSameRecords) {
                    producer.send(new ProducerRecord<>(ledger(), new byte[0], new byte[LEDGER_BYTES * events]));
                }
                producer.commitTransaction();
                committedLsn = next.get(next.size() - 1).lsn();
                next.clear();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
