package shop;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.everyoneslecture.outbox.test.RelayServers;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.context.ConfigurableApplicationContext;

/** The example over HTTP, with a real PostgreSQL, a real Kafka and the relay. Each test has an order of its own. */
@Tag("long")
class OrdersIT {

    private static final Duration BOUND = Duration.ofSeconds(60);

    @RegisterExtension
    static final RelayServers SERVERS = ShopServers.start();

    private static final ConfigurableApplicationContext SHOP =
            ShopServers.shop(SERVERS, List.of("--shop.port=0", "--logging.level.root=warn"));
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final ObjectMapper JSON = new ObjectMapper();

    @AfterAll
    static void everyEventIsPublishedOnceAndInOrder() {
        try {
            SERVERS.published().inTopics("orders", "payments").everythingPublishedOnceInOrder();
        } finally {
            SHOP.close();
        }
    }

    @Test
    void endsACancelledOrderWithATombstone() throws Exception {
        call("PUT", "/orders/1", "{\"item\":\"book\",\"amountCents\":1500}");
        call("DELETE", "/orders/1", "");

        List<ConsumerRecord<byte[], byte[]>> records = records("orders", "1", 3);
        assertThat(records)
                .extracting(record -> header(record, "ce_type") + " " + header(record, "ce_aggregateversion"))
                .containsExactly("OrderPlaced 1", "OrderCancelled 2", "OrderRemoved 2");
        assertThat(records)
                .extracting(record -> record.value() == null ? "tombstone" : new String(record.value(), UTF_8))
                .containsExactly(
                        "{\"orderId\":1,\"version\":1,\"item\":\"book\",\"amountCents\":1500}",
                        "{\"orderId\":1,\"version\":2}",
                        "tombstone");
        assertThat(header(records.get(0), "content-type")).isEqualTo("application/json");
        assertThat(status("DELETE", "/orders/1", "")).isEqualTo(404);
    }

    @Test
    void publishesPaymentsAsAvroUnderTheKeyOfTheirOrder() throws Exception {
        call("PUT", "/orders/2", "{\"item\":\"desk\",\"amountCents\":9000}");
        String first = pay(2, 4000).get("payment").asText();
        String second = pay(2, 5000).get("payment").asText();

        List<ConsumerRecord<byte[], byte[]>> records = records("payments", "2", 2);
        assertThat(records)
                .extracting(record -> header(record, "ce_type") + " " + header(record, "ce_subject"))
                .containsExactly("PaymentReceived " + first, "PaymentReceived " + second);
        assertThat(records).allSatisfy(record -> {
            assertThat(header(record, "content-type")).isEqualTo("avro/binary");
            assertThat(header(record, "tenant")).isEqualTo("acme");
        });
        Payment payment = Payment.fromAvro(records.get(0).value());
        assertThat(payment.id()).hasToString(first);
        assertThat(payment.orderId()).isEqualTo(2);
        assertThat(payment.amountCents()).isEqualTo(4000);
        await().atMost(BOUND).until(() -> paid(2) == 9000);
    }

    @Test
    void writesOneMailForAnEventThatStandsInTheTopicTwice() throws Exception {
        call("PUT", "/orders/3", "{\"item\":\"lamp\",\"amountCents\":2500}");
        await().atMost(BOUND).until(() -> mails(3).size() == 1);

        publishAgain(records("orders", "3", 1).get(0));
        call("DELETE", "/orders/3", "");

        await().atMost(BOUND).until(() -> mails(3).contains("We cancelled your order."));
        assertThat(mails(3)).containsExactly("We received your order: lamp", "We cancelled your order.");
    }

    @Test
    void importsAnOrderByPlainSql() throws Exception {
        importOrder(4, "baker''s oven", 30_000);

        await().atMost(BOUND).until(() -> mails(4).size() == 1);
        assertThat(mails(4)).containsExactly("We received your order: baker's oven");
        JsonNode placed = JSON.readTree(records("orders", "4", 1).get(0).value());
        assertThat(placed)
                .isEqualTo(
                        JSON.readTree("{\"orderId\":4,\"version\":1,\"item\":\"baker's oven\",\"amountCents\":30000}"));
    }

    @Test
    void parksPaymentsOfAnUnknownOrderAndBooksThemAfterTheImport() throws Exception {
        pay(5, 100);
        pay(5, 200);
        await().atMost(BOUND).until(() -> waiting(5) == 2);
        assertThat(parked(5).get("reason").asText()).contains("there is no order 5");

        call("PUT", "/orders/6", "{\"item\":\"chair\",\"amountCents\":700}");
        pay(6, 700);
        await("another key").atMost(BOUND).until(() -> paid(6) == 700);
        assertThat(waiting(5)).isEqualTo(2);

        importOrder(5, "shelf", 300);
        JsonNode retried = call("POST", "/parked/5/retry", "");
        assertThat(retried.get("applied").asInt()).isEqualTo(2);
        assertThat(retried.get("waiting").asInt()).isZero();
        assertThat(waiting(5)).isZero();
        assertThat(paid(5)).isEqualTo(300);
    }

    @Test
    void discardsAPaymentThatCanNeverBeBooked() throws Exception {
        call("PUT", "/orders/7", "{\"item\":\"vase\",\"amountCents\":400}");
        pay(7, -1);
        pay(7, 400);
        await().atMost(BOUND).until(() -> waiting(7) == 2);

        JsonNode failed = call("POST", "/parked/7/retry", "");
        assertThat(failed.get("applied").asInt()).isZero();
        assertThat(failed.get("failure").asText()).contains("the amount is not positive: -1");

        String first = "/parked/7/" + parked(7).get("first").asLong();
        assertThat(call("DELETE", first, "").get("discarded").asBoolean()).isTrue();
        assertThat(call("DELETE", first, "").get("discarded").asBoolean()).isFalse();
        assertThat(call("POST", "/parked/7/retry", "").get("applied").asInt()).isEqualTo(1);
        assertThat(paid(7)).isEqualTo(400);
        assertThat(records("payments.DLT", "7", 1)).hasSize(1);
    }

    @Test
    void refusesAWebPage() throws Exception {
        int port = SHOP.getBean(ShopApi.class).port();
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/orders/8/payments"))
                .header("Origin", "http://elsewhere.example")
                .POST(BodyPublishers.ofString("{\"amountCents\":1,\"tenant\":\"acme\"}"))
                .build();
        assertThat(CLIENT.send(request, BodyHandlers.discarding()).statusCode()).isEqualTo(403);
    }

    private static JsonNode pay(int order, int amountCents) throws Exception {
        return call(
                "POST", "/orders/" + order + "/payments", "{\"amountCents\":" + amountCents + ",\"tenant\":\"acme\"}");
    }

    private static List<String> mails(int order) throws Exception {
        List<String> texts = new ArrayList<>();
        for (JsonNode mail : call("GET", "/mails", "")) {
            if (mail.get("orderId").asInt() == order) {
                texts.add(mail.get("text").asText());
            }
        }
        return texts;
    }

    private static int paid(int order) throws Exception {
        for (JsonNode each : call("GET", "/orders", "")) {
            if (each.get("orderId").asInt() == order) {
                return each.get("paidCents").asInt();
            }
        }
        return 0;
    }

    private static JsonNode parked(int order) throws Exception {
        for (JsonNode key : call("GET", "/parked", "")) {
            if (key.get("key").asText().equals(Integer.toString(order))) {
                return key;
            }
        }
        return JSON.createObjectNode();
    }

    private static int waiting(int order) throws Exception {
        return parked(order).path("waiting").asInt();
    }

    private static JsonNode call(String method, String path, String body) throws Exception {
        HttpResponse<byte[]> response = send(method, path, body);
        assertThat(response.statusCode())
                .as("%s %s: %s", method, path, new String(response.body(), UTF_8))
                .isEqualTo(200);
        return JSON.readTree(response.body());
    }

    private static int status(String method, String path, String body) throws Exception {
        return send(method, path, body).statusCode();
    }

    private static HttpResponse<byte[]> send(String method, String path, String body)
            throws IOException, InterruptedException {
        int port = SHOP.getBean(ShopApi.class).port();
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .method(method, BodyPublishers.ofString(body))
                .timeout(BOUND)
                .build();
        return CLIENT.send(request, BodyHandlers.ofByteArray());
    }

    /** Runs the file of {@code import.sh}, with psql's variables replaced, as the service's role. */
    private static void importOrder(int order, String item, int cents) throws IOException, SQLException {
        String script = Files.readString(Path.of("import.sql"))
                .replace(":'order'", "'" + order + "'")
                .replace(":'item'", "'" + item + "'")
                .replace(":'cents'", "'" + cents + "'");
        try (Connection connection =
                        DriverManager.getConnection(SERVERS.jdbcUrl(), SERVERS.writer(), SERVERS.writerPassword());
                Statement statement = connection.createStatement()) {
            statement.execute(script);
        }
    }

    /** Waits for the committed records of a key, and returns them in their order. */
    private static List<ConsumerRecord<byte[], byte[]>> records(String topic, String key, int count) {
        Map<String, Object> settings =
                Map.of("bootstrap.servers", SERVERS.bootstrapServers(), "isolation.level", "read_committed");
        List<ConsumerRecord<byte[], byte[]>> found = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(partition -> new TopicPartition(topic, partition.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            await().atMost(BOUND).pollInSameThread().until(() -> {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(100))) {
                    if (new String(record.key(), UTF_8).equals(key)) {
                        found.add(record);
                    }
                }
                return found.size() >= count;
            });
        }
        return found;
    }

    /** Does what the relay's command {@code replay} does. */
    private static void publishAgain(ConsumerRecord<byte[], byte[]> record) throws Exception {
        Headers headers = record.headers().add("replayed", "2026-01-01T00:00:00Z".getBytes(UTF_8));
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", SERVERS.bootstrapServers()),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(
                            record.topic(),
                            record.partition(),
                            record.timestamp(),
                            record.key(),
                            record.value(),
                            headers))
                    .get(60, TimeUnit.SECONDS);
        }
    }

    private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        Header header = record.headers().lastHeader(name);
        return header == null ? "none" : new String(header.value(), UTF_8);
    }
}
