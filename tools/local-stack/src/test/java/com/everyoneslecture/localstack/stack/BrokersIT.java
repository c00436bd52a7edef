package com.everyoneslecture.localstack.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.everyoneslecture.localstack.ClassArchives;
import com.everyoneslecture.localstack.KafkaServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartitionInfo;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BrokersIT {

    private static final String TOPIC = "replicated";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private Path home = Path.of("");

    private Brokers brokers = new Brokers(List.of());

    @AfterEach
    void killThem() throws InterruptedException {
        for (KafkaServer broker : brokers.servers()) {
            broker.kill();
        }
    }

    @Test
    @Tag("long")
    void electAnotherLeaderWhenTheLeaderIsKilledAndAdmitItAgain() throws Exception {
        StackLayout layout = new StackLayout(home, home);
        assertThat(Brokers.ofData(layout)).isZero();
        brokers = Brokers.of(
                layout,
                Brokers.ports(Map.of(ComponentName.KAFKA, 0, ComponentName.KAFKA_2, 0, ComponentName.KAFKA_3, 0)),
                List.of(),
                ClassArchives.none());
        Parallel.run(brokers.servers(), KafkaServer::start);
        assertThat(Brokers.ofData(layout)).isEqualTo(3);
        String all = Brokers.addresses(
                brokers.servers().stream().map(KafkaServer::port).toList());
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", all))) {
            admin.createTopics(List.of(new NewTopic(TOPIC, Optional.of(1), Optional.empty())))
                    .all()
                    .get();
            TopicPartitionInfo before = partition(admin);
            assertThat(before.replicas()).hasSize(3);
            Node leader = before.leader();
            KafkaServer killed = brokers.servers().get(leader.id() - 1);

            killed.kill();

            await().atMost(PATIENCE).untilAsserted(() -> {
                assertThat(partition(admin).leader().id()).isNotEqualTo(leader.id());
                assertThat(partition(admin).isr()).hasSize(2);
            });
            assertThat(brokers.running().name()).isNotEqualTo(killed.name());

            killed.start();

            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(partition(admin).isr()).hasSize(3));
        }
    }

    private static TopicPartitionInfo partition(Admin admin) throws ExecutionException, InterruptedException {
        TopicDescription topic =
                admin.describeTopics(List.of(TOPIC)).allTopicNames().get().get(TOPIC);
        return Objects.requireNonNull(topic).partitions().get(0);
    }
}
