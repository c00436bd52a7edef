package com.everyoneslecture.chaos.fault;

import static org.assertj.core.api.Assertions.assertThat;

import com.everyoneslecture.chaos.observe.Aggregate;
import com.everyoneslecture.chaos.stack.Stack;
import com.everyoneslecture.testservices.TestKafka;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(180)
class AddedPartitionIT {

    private static final int MOST = 4;

    @Test
    void namesOnlyTheTopicsThatReallyGainAPartition() throws Exception {
        try (TestKafka kafka = TestKafka.start();
                Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            Stack stack = stack(kafka);
            Fault fault = new AddedPartition(MOST);
            List<Aggregate> added = new ArrayList<>();
            admin.createTopics(List.of(new NewTopic("categoryChanged", MOST - 2, (short) 1)))
                    .all()
                    .get();

            fault.inject(stack, added::add);
            assertThat(added).as("the other topic does not exist").containsExactly(Aggregate.CATEGORY);
            assertThat(partitions(admin, "categoryChanged")).isEqualTo(MOST - 1);

            admin.createTopics(List.of(new NewTopic("orderChanged", MOST, (short) 1)))
                    .all()
                    .get();
            fault.inject(stack, added::add);
            assertThat(added)
                    .as("the other topic has all that it may have")
                    .containsExactly(Aggregate.CATEGORY, Aggregate.CATEGORY);
            assertThat(partitions(admin, "categoryChanged")).isEqualTo(MOST);
            assertThat(partitions(admin, "orderChanged")).isEqualTo(MOST);

            assertThat(fault.obstacle(stack)).hasValue("no topic has fewer than 4 partitions");
            assertThat(new AddedPartition().obstacle(stack)).isEmpty();
            fault.inject(stack, added::add);
            assertThat(added).hasSize(2);
        }
    }

    private static int partitions(Admin admin, String topic) throws Exception {
        return admin.describeTopics(List.of(topic)).allTopicNames().get().values().stream()
                .mapToInt(described -> described.partitions().size())
                .sum();
    }

    private static Stack stack(TestKafka kafka) {
        return (Stack) Proxy.newProxyInstance(
                Stack.class.getClassLoader(), new Class<?>[] {Stack.class}, (proxy, method, arguments) -> {
                    assertThat(method.getName()).isEqualTo("kafkaClient");
                    return Map.of("bootstrap.servers", kafka.bootstrapServers());
                });
    }
}
