package com.everyoneslecture.outbox.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.CreateTopicsResult;
import org.apache.kafka.clients.admin.DescribeTopicsResult;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.PolicyViolationException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.internals.KafkaFutureImpl;
import org.junit.jupiter.api.Test;

class TopicCreationTest {

    private static final String TOPIC = "orders";
    private static final NewTopic WANTED = new NewTopic(TOPIC, 1, (short) 1);
    private static final Duration LONG = Duration.ofMinutes(1);

    private final List<String> asked = new ArrayList<>();
    private int unknown;
    private KafkaFuture<CreateTopicsResult.TopicMetadataAndConfig> made = KafkaFuture.completedFuture(null);

    @Test
    void leavesATopicThatExists() throws InterruptedException {
        assertThat(creation(LONG).ensure(WANTED).made()).isFalse();
        assertThat(asked).containsExactly("describeTopics");
    }

    @Test
    void returnsWhenTheBrokersKnowATopicThatWasMade() throws InterruptedException {
        unknown = 3;

        assertThat(creation(LONG).ensure(WANTED).made()).isTrue();
        assertThat(asked)
                .containsExactly(
                        "describeTopics", "createTopics", "describeTopics", "describeTopics", "describeTopics");
    }

    @Test
    void acceptsATopicThatAnotherClientMadeMeanwhile() throws InterruptedException {
        unknown = 1;
        made = failed(new TopicExistsException("there"));

        TopicCreation.Existing existing = creation(LONG).ensure(WANTED);

        assertThat(existing.made()).isFalse();
        assertThat(existing.description().name()).isEqualTo(TOPIC);
    }

    @Test
    void tellsWhyATopicCannotBeMade() {
        unknown = 1;
        made = failed(new PolicyViolationException("too few replicas"));

        assertThatThrownBy(() -> creation(LONG).ensure(WANTED))
                .isInstanceOf(PolicyViolationException.class)
                .hasMessage("too few replicas");
    }

    @Test
    void endsWhereATopicThatWasMadeNeverAppears() {
        unknown = Integer.MAX_VALUE;

        assertThatThrownBy(() -> creation(Duration.ofMillis(1)).ensure(WANTED))
                .isInstanceOf(UnknownTopicOrPartitionException.class)
                .hasMessage("topic 'orders' was created and does not exist");
    }

    private TopicCreation creation(Duration timeout) {
        Admin brokers = (Admin) Proxy.newProxyInstance(
                Admin.class.getClassLoader(), new Class<?>[] {Admin.class}, (proxy, method, arguments) -> {
                    asked.add(method.getName());
                    return switch (method.getName()) {
                        case "describeTopics" -> new Described(description());
                        case "createTopics" -> new Made(made);
                        default -> throw new UnsupportedOperationException(method.getName());
                    };
                });
        return new TopicCreation(brokers, timeout);
    }

    private KafkaFuture<TopicDescription> description() {
        unknown--;
        return unknown < 0
                ? KafkaFuture.completedFuture(new TopicDescription(TOPIC, false, List.of()))
                : failed(new UnknownTopicOrPartitionException("unknown"));
    }

    private static <T> KafkaFuture<T> failed(KafkaException failure) {
        KafkaFutureImpl<T> future = new KafkaFutureImpl<>();
        future.completeExceptionally(failure);
        return future;
    }

    private static final class Described extends DescribeTopicsResult {
        Described(KafkaFuture<TopicDescription> description) {
            super(null, Map.of(TOPIC, description));
        }
    }

    private static final class Made extends CreateTopicsResult {
        Made(KafkaFuture<TopicMetadataAndConfig> made) {
            super(Map.of(TOPIC, made));
        }
    }
}
