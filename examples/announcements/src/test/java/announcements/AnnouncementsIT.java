package announcements;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.everyoneslecture.outbox.append.NewEvent;
import com.everyoneslecture.outbox.append.Outbox;
import com.everyoneslecture.outbox.test.RelayServers;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;

/** The example with a real PostgreSQL, a real Kafka and the relay. Each test has a category of its own. */
@Tag("long")
class AnnouncementsIT {

    private static final Duration BOUND = Duration.ofSeconds(60);
    private static final String TOPIC = "categoryChanged";

    /** One partition: the order of all events is defined. */
    @RegisterExtension
    static final RelayServers SERVERS = RelayServers.builder()
            .relay("RELAY_ROUTES_0_AGGREGATETYPES", "category")
            .relay("RELAY_ROUTES_0_DESTINATION", TOPIC)
            .relay("RELAY_TOPICS_PARTITIONS", "1")
            .start();

    private final List<String> announced = new CopyOnWriteArrayList<>();

    @Test
    void announcesEveryChangeOfACategoryInOrder() throws Exception {
        try (ConfigurableApplicationContext service = service("CGR-announcements-categoryChanged", announced::add)) {
            append(1, 1, "INSERT", "최종테스트");
            append(1, 2, "UPDATE", "바뀐 이름");
            append(1, 3, "DELETE", "바뀐 이름");

            await().atMost(BOUND)
                    .untilAsserted(() -> assertThat(announcedOf(1))
                            .containsExactly(
                                    "category 1, version 1, INSERT: 최종테스트",
                                    "category 1, version 2, UPDATE: 바뀐 이름",
                                    "category 1, version 3, DELETE: 바뀐 이름"));
            await("the offset").atMost(BOUND).until(() -> lag("CGR-announcements-categoryChanged") == 0);
            assertThat(service.isActive()).isTrue();
        }
        SERVERS.everythingPublishedOnceInOrder();
    }

    /** The difference to the inbox: here, effect and offset are two commits. */
    @Test
    void announcesAnEventTwiceIfItFailsBetweenTheEffectAndTheOffset() throws Exception {
        Announcements failing = text -> {
            announced.add(text);
            if (announcedOf(2).size() == 1 && text.startsWith("category 2,")) {
                throw new IllegalStateException("the service fails after the effect");
            }
        };
        try (ConfigurableApplicationContext service = service("CGR-failing-categoryChanged", failing)) {
            append(2, 1, "INSERT", "두 번");
            append(2, 2, "UPDATE", "한 번");

            await().atMost(BOUND)
                    .untilAsserted(() -> assertThat(announcedOf(2))
                            .containsExactly(
                                    "category 2, version 1, INSERT: 두 번",
                                    "category 2, version 1, INSERT: 두 번",
                                    "category 2, version 2, UPDATE: 한 번"));
            assertThat(service.isActive()).isTrue();
        }
    }

    @Test
    void skipsARecordThatCannotBeDecoded() throws Exception {
        try (ConfigurableApplicationContext service = service("CGR-strict-categoryChanged", announced::add)) {
            append(3, 1, "INSERT", "앞");
            await().atMost(BOUND).until(() -> announcedOf(3).size() == 1);
            try (KafkaProducer<String, String> producer = new KafkaProducer<>(
                    Map.of("bootstrap.servers", SERVERS.bootstrapServers()),
                    new StringSerializer(),
                    new StringSerializer())) {
                producer.send(new ProducerRecord<>(TOPIC, "3", "not json")).get();
            }
            append(3, 2, "UPDATE", "뒤");

            await().atMost(BOUND)
                    .untilAsserted(() -> assertThat(announcedOf(3))
                            .containsExactly("category 3, version 1, INSERT: 앞", "category 3, version 2, UPDATE: 뒤"));
            assertThat(service.isActive()).isTrue();
        }
    }

    private List<String> announcedOf(int category) {
        return announced.stream()
                .filter(text -> text.startsWith("category " + category + ","))
                .toList();
    }

    private static ConfigurableApplicationContext service(String group, Announcements announcements) {
        ApplicationContextInitializer<GenericApplicationContext> effect =
                context -> context.registerBean(Announcements.class, () -> announcements);
        return new SpringApplicationBuilder(AnnouncementsApplication.class)
                .initializers(effect)
                .run(
                        "--KAFKA=" + SERVERS.bootstrapServers(),
                        "--spring.cloud.stream.bindings.in-categoryChanged.group=" + group);
    }

    /** Appends what category-app appends. */
    private static void append(int category, int version, String jobType, String name) throws SQLException {
        String payload = """
                {"eventType":"LectureCategoryChanged","timestamp":"2026-01-01-00:00:00","jobType":"JOB","categoryId":ID,"categoryName":"NAME"}""".replace("JOB", jobType)
                .replace("ID", Integer.toString(category))
                .replace("NAME", name);
        try (Connection connection = SERVERS.dataSource().getConnection()) {
            connection.setAutoCommit(false);
            Outbox.of("public.outbox")
                    .append(
                            connection,
                            NewEvent.builder("category", Integer.toString(category))
                                    .version(version)
                                    .type("LectureCategoryChanged")
                                    .payload(payload)
                                    .build());
            connection.commit();
        }
    }

    /** Returns the offsets between the group's committed position and the end of the topic's partition. */
    private static long lag(String group) throws ExecutionException, InterruptedException {
        TopicPartition partition = new TopicPartition(TOPIC, 0);
        try (Admin admin =
                Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, SERVERS.bootstrapServers()))) {
            long end = admin.listOffsets(Map.of(partition, OffsetSpec.latest()))
                    .partitionResult(partition)
                    .get()
                    .offset();
            return Stream.ofNullable(admin.listConsumerGroupOffsets(group)
                            .partitionsToOffsetAndMetadata()
                            .get()
                            .get(partition))
                    .mapToLong(OffsetAndMetadata::offset)
                    .map(committed -> end - committed)
                    .findFirst()
                    .orElse(end);
        }
    }
}
