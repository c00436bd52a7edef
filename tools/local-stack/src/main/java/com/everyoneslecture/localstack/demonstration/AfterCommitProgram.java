package com.everyoneslecture.localstack.demonstration;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * A service without an outbox: it commits a row, then publishes its event, again and again until it is killed. Between the two, the event is
 * in the memory of this process only.
 */
public final class AfterCommitProgram {

    private static final long PAUSE_MILLIS = 10;

    private AfterCommitProgram() {}

    /** Runs until the process is killed. The arguments are the JDBC URL, the user, the brokers' addresses, the table and the topic. */
    public static void main(String[] arguments) throws SQLException, InterruptedException {
        String topic = arguments[4];
        try (Connection connection =
                        DriverManager.getConnection(arguments[0], arguments[1], System.getenv("PGPASSWORD"));
                PreparedStatement insert = connection.prepareStatement("insert into " + arguments[3] + " values (?)");
                KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                        Map.of("bootstrap.servers", arguments[2]),
                        new ByteArraySerializer(),
                        new ByteArraySerializer())) {
            producer.partitionsFor(topic);
            connection.setAutoCommit(false);
            for (long id = 1; !Thread.currentThread().isInterrupted(); id++) {
                insert.setLong(1, id);
                insert.execute();
                connection.commit();
                byte[] event = Long.toString(id).getBytes(StandardCharsets.UTF_8);
                Future<RecordMetadata> unused = producer.send(new ProducerRecord<>(topic, event, event));
                Thread.sleep(PAUSE_MILLIS);
            }
        }
    }
}
