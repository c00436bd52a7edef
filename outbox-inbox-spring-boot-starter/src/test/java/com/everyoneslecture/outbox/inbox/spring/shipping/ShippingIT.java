package com.everyoneslecture.outbox.inbox.spring.shipping;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.everyoneslecture.db.Schema;
import com.everyoneslecture.outbox.inbox.Inbox;
import com.everyoneslecture.outbox.inbox.LoopState.Polling;
import com.everyoneslecture.outbox.inbox.ParkedKeys;
import com.everyoneslecture.outbox.inbox.ParkedKeys.Retried;
import com.everyoneslecture.testservices.TestDatabase;
import com.everyoneslecture.testservices.TestKafka;
import com.everyoneslecture.testservices.TestPostgres;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A service against PostgreSQL and Kafka. */
class ShippingIT {

    private static final Duration BOUND = Duration.ofSeconds(60);
    private static final String TOPIC = "orders";

    private static final TestPostgres POSTGRES = TestPostgres.embedded();
    private static final TestKafka KAFKA = TestKafka.embedded();

    private static ConfigurableApplicationContext service;
    private static KafkaProducer<String, String> producer;
    private static JdbcTemplate jdbc;

    @BeforeAll
    static void start() throws Exception {
        String brokers = KAFKA.bootstrapServers();
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", brokers))) {
            admin.createTopics(List.of(new NewTopic(TOPIC, 1, (short) 1))).all().get(60, TimeUnit.SECONDS);
        }
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", brokers), new StringSerializer(), new StringSerializer());
        TestDatabase database = POSTGRES.create(Schema.LECTURE);
        JdbcTemplate admin = new JdbcTemplate(database.admin());
        admin.execute("create schema shipping authorization lecture_projector");
        admin.execute("alter role lecture_projector in database " + database.name() + " set search_path = shipping");
        Map<String, Object> settings = Map.ofEntries(
                Map.entry("spring.datasource.url", database.jdbcUrl()),
                Map.entry("spring.datasource.username", "lecture_projector"),
                Map.entry("spring.datasource.password", database.password("lecture_projector")),
                // On the class path by way of the tests' own databases.
                Map.entry("spring.flyway.enabled", "false"),
                Map.entry("spring.main.banner-mode", "off"),
                Map.entry("spring.jpa.hibernate.ddl-auto", "none"),
                Map.entry("inbox.group", "shipping"),
                Map.entry("inbox.topics", TOPIC),
                Map.entry("inbox.kafka.bootstrap.servers", brokers),
                Map.entry("inbox.schema", "shipping"),
                Map.entry("inbox.create-tables", "true"),
                Map.entry("inbox.on-failure", "park-key"),
                Map.entry("inbox.attempts", "2"),
                Map.entry("inbox.backoff.initial", "10ms"));
        admin.execute("create table shipping.shipment"
                + " (id bigint generated always as identity, order_id text not null, what text not null)");
        admin.execute("alter table shipping.shipment owner to lecture_projector");
        admin.execute("create table shipping.parcel (id text primary key, order_id text not null)");
        admin.execute("alter table shipping.parcel owner to lecture_projector");
        service = new SpringApplicationBuilder(ShippingApplication.class)
                .web(WebApplicationType.NONE)
                .initializers(starting -> starting.getEnvironment()
                        .getPropertySources()
                        .addFirst(new MapPropertySource("test", settings)))
                .run();
        jdbc = service.getBean(JdbcTemplate.class);
    }

    @AfterAll
    static void stop() {
        if (service != null) {
            service.close();
        }
        producer.close(Duration.ZERO);
        KAFKA.close();
        POSTGRES.close();
    }

    @AfterEach
    void mend() {
        Shipments.mend();
    }

    @Test
    void callsTheMethodOfATypeWithItsPayloadAndAnotherOneForOtherTypes() throws Exception {
        send("1", "orders.OrderPlaced", "{\"item\":\"book\",\"pieces\":2}");
        send("1", "orders.OrderCancelled", "{}");

        await().atMost(BOUND).until(() -> shipped("1").size() == 2);
        assertThat(shipped("1")).containsExactly("2 book", "orders.OrderCancelled");
        assertThat(service.getBean(Inbox.class).states().get(TOPIC)).isInstanceOf(Polling.class);
    }

    @Test
    void rollsBackTheServicesChangesAndParksTheKey() throws Exception {
        Shipments.fail("lamp");
        send("2", "orders.OrderPlaced", "{\"item\":\"lamp\",\"pieces\":1}");
        send("2", "orders.OrderPlaced", "{\"item\":\"bulb\",\"pieces\":3}");
        send("3", "orders.OrderPlaced", "{\"item\":\"desk\",\"pieces\":1}");
        ParkedKeys parked = service.getBean(ParkedKeys.class);

        await().atMost(BOUND).until(() -> shipped("3").size() == 1);
        assertThat(shipped("2")).isEmpty();
        assertThat(parked.list(10)).singleElement().satisfies(key -> {
            assertThat(key.key()).isEqualTo("2");
            assertThat(key.waiting()).isEqualTo(2);
            assertThat(key.reason()).contains("out of stock: lamp");
        });

        Shipments.mend();
        assertThat(parked.retry(TOPIC, "2")).isEqualTo(new Retried(2, 0, null));
        assertThat(shipped("2")).containsExactly("1 lamp", "3 bulb");
    }

    @Test
    void commitsChangesByJpaAndJdbcTogetherOrNotAtAll() throws Exception {
        Shipments.fail("4");
        send("4", "orders.OrderReturned", "{}");
        ParkedKeys parked = service.getBean(ParkedKeys.class);

        await().atMost(BOUND).until(() -> parked.list(10).size() == 1);
        assertThat(parcels("4")).isZero();
        assertThat(shipped("4")).isEmpty();

        Shipments.mend();
        assertThat(parked.retry(TOPIC, "4")).isEqualTo(new Retried(1, 0, null));
        assertThat(parcels("4")).isEqualTo(1);
        assertThat(shipped("4")).containsExactly("returned");
    }

    /** A context may be paused between tests, or restored from a checkpoint. */
    @Test
    void appliesEventsAfterTheContextWasStoppedAndStarted() throws Exception {
        service.stop();
        send("5", "orders.OrderCancelled", "{}");
        service.start();

        await().atMost(BOUND).until(() -> !shipped("5").isEmpty());
        assertThat(shipped("5")).containsExactly("orders.OrderCancelled");
    }

    private static int parcels(String order) {
        return jdbc.queryForList("select id from parcel where order_id = ?", String.class, order)
                .size();
    }

    private static void send(String key, String type, String payload) throws Exception {
        ProducerRecord<String, String> record = new ProducerRecord<>(TOPIC, key, payload);
        record.headers().add("ce_id", (key + payload + type).getBytes(UTF_8)).add("ce_type", type.getBytes(UTF_8));
        producer.send(record).get(60, TimeUnit.SECONDS);
    }

    private static List<String> shipped(String order) {
        return JdbcClient.create(jdbc)
                .sql("select what from shipment where order_id = ? order by id")
                .param(order)
                .query((row, number) -> row.getString(1))
                .list();
    }
}
