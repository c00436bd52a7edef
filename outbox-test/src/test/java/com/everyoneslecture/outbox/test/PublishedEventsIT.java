package com.everyoneslecture.outbox.test;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.everyoneslecture.outbox.event.RecordHeader;
import com.everyoneslecture.testservices.TestKafka;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Topics that the test writes itself, so that they can be wrong in every way. */
class PublishedEventsIT {

    private static final String BROKERS = TestKafka.shared().bootstrapServers();
    private static final Duration SHORT = Duration.ofSeconds(2);

    private final String type = "order" + UUID.randomUUID().toString().replace("-", "");
    private final String topic = type + "Changed";
    private final KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
            Map.of("bootstrap.servers", BROKERS, "transactional.id", type),
            new ByteArraySerializer(),
            new ByteArraySerializer());
    private Shop shop;
    private PublishedEvents published;

    @BeforeEach
    void createOutbox() throws SQLException {
        shop = Shop.create("shop.events");
        published = PublishedEvents.of(OutboxEvents.in(shop.database(), shop.table()), BROKERS);
        producer.initTransactions();
    }

    @AfterEach
    void close() {
        producer.close();
    }

    @Test
    void holdsForAnEmptyOutbox() {
        published.within(SHORT).everythingPublishedOnceInOrder();
    }

    @Test
    void waitsForTheTopicAndItsRecords() throws Exception {
        UUID one = shop.append(type, "1", 1);
        UUID two = shop.append(type, "1", 2);
        CompletableFuture<Void> publishing = CompletableFuture.runAsync(() -> {
            createTopic();
            publish(one);
            publish(two);
        });

        published.everythingPublishedOnceInOrder();

        publishing.get();
    }

    @Test
    void failsForAMissingEvent() throws SQLException {
        createTopic();
        publish(shop.append(type, "1", 1));
        UUID missing = shop.append(type, "1", 2);
        producer.beginTransaction();
        send(missing);
        producer.abortTransaction();

        assertThat(failure())
                .contains("The outbox shop.events (events: 2) and the topics [" + topic + "] (records: 1) differ")
                .contains("missing, 1:", type + " 1 version 2 Changed (" + missing + ")")
                .doesNotContain("doubled", "foreign", "out of order");
    }

    @Test
    void failsForADoubledEvent() throws SQLException {
        createTopic();
        UUID id = shop.append(type, "1", 1);
        publish(id);
        publish(id);

        assertThat(failure())
                .contains(
                        "doubled, 1:", type + " 1 version 1 Changed (" + id + ") at " + topic + "-0@0 and at " + topic)
                .doesNotContain("missing", "foreign", "out of order");
    }

    @Test
    void failsForAMisorderedEvent() throws SQLException {
        createTopic();
        UUID one = shop.append(type, "1", 1);
        UUID two = shop.append(type, "1", 2);
        publish(two);
        publish(one);

        assertThat(failure())
                .contains(
                        "out of order, 1:",
                        type + " 1 version 1 Changed (" + one + ")",
                        "after " + type + " 1 version 2 Changed (" + two + ") at " + topic)
                .doesNotContain("missing", "foreign", "doubled");
    }

    @Test
    void failsForARecordOfNoEvent() throws SQLException {
        createTopic();
        publish(shop.append(type, "1", 1));
        publish(shop.append(type, "1", 2, "rollback"));

        assertThat(failure())
                .contains("foreign, 1:", "of the event ")
                .doesNotContain("missing", "doubled", "out of order");
    }

    @Test
    void comparesTheTopicsOfRoutes() throws SQLException {
        createTopic();
        UUID id = shop.append("invoice", "1", 1);
        publish(id);

        published.inTopics(topic).everythingPublishedOnceInOrder();

        assertThatThrownBy(published.within(SHORT)::everythingPublishedOnceInOrder)
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("[invoiceChanged] (records: 0)")
                .hasMessageContaining("missing, 1:");
    }

    @Test
    void findsEventsOfATypeThatMakesNoTopicMissing() throws SQLException {
        shop.append("Some Order", "1", 1);

        assertThat(failure()).contains("the topics [] (records: 0)", "missing, 1:", "Some Order 1 version 1");
    }

    private String failure() {
        @Nullable
        AssertionError failure =
                catchThrowableOfType(AssertionError.class, published.within(SHORT)::everythingPublishedOnceInOrder);
        if (failure == null) {
            throw new AssertionError("this must fail");
        }
        return String.valueOf(failure.getMessage());
    }

    private void createTopic() {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", BROKERS))) {
            admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1)))
                    .all()
                    .toCompletionStage()
                    .toCompletableFuture()
                    .join();
        }
    }

    private void publish(UUID id) {
        producer.beginTransaction();
        send(id);
        producer.commitTransaction();
    }

    private void send(UUID id) {
        Future<RecordMetadata> sent = producer.send(record(id));
        producer.flush();
        assertThat(sent).succeedsWithin(Duration.ofSeconds(30));
    }

    private ProducerRecord<byte[], byte[]> record(UUID id) {
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(topic, "1".getBytes(UTF_8), "{}".getBytes(UTF_8));
        record.headers().add(RecordHeader.ID, id.toString().getBytes(UTF_8));
        return record;
    }
}
