package com.everyoneslecture.outbox.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.everyoneslecture.outbox.inbox.PartitionEnds.Ends;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.internals.KafkaFutureImpl;
import org.junit.jupiter.api.Test;

class PartitionEndsTest {

    private static final TopicPartition FIRST = new TopicPartition("orders", 0);
    private static final TopicPartition SECOND = new TopicPartition("orders", 1);

    private final List<Request> requests = new ArrayList<>();
    private final TestClock clock = new TestClock();
    private final PartitionEnds ends = new PartitionEnds(this::admin, clock);

    @Test
    void takesAResponseWhenItHasArrivedAndAsksOnlyThenAgain() {
        Instant asked = clock.instant();
        ends.refresh(Set.of(FIRST));
        ends.refresh(Set.of(FIRST));
        assertThat(requests).hasSize(2);
        assertThat(ends.known()).isEmpty();

        respond(FIRST, 5, 7);
        clock.pass(Duration.ofMinutes(1));
        ends.refresh(Set.of(FIRST));

        assertThat(ends.known()).containsExactly(Map.entry(FIRST, new Ends(5, 7, asked)));
        assertThat(requests).hasSize(4);
    }

    @Test
    void keepsWhatIsKnownOfAPartitionWhoseLeaderDoesNotRespond() {
        ends.refresh(Set.of(FIRST, SECOND));
        respond(FIRST, 5, 7);
        respond(SECOND, 1, 1);
        ends.refresh(Set.of(FIRST, SECOND));
        respond(FIRST, 7, 9);
        requests.get(2).of(SECOND).completeExceptionally(new TimeoutException());
        requests.get(3).of(SECOND).completeExceptionally(new TimeoutException());

        ends.refresh(Set.of(FIRST, SECOND));

        assertThat(ends.known())
                .containsOnly(
                        Map.entry(FIRST, new Ends(7, 9, clock.instant())),
                        Map.entry(SECOND, new Ends(1, 1, clock.instant())));
    }

    @Test
    void forgetsAPartitionThatIsWithdrawnAlsoIfTheResponseArrivesLater() {
        ends.refresh(Set.of(FIRST, SECOND));
        respond(FIRST, 5, 7);
        respond(SECOND, 1, 1);

        ends.refresh(Set.of(SECOND));

        assertThat(ends.known()).containsExactly(Map.entry(SECOND, new Ends(1, 1, clock.instant())));
        assertThat(requests.get(2).futures()).containsOnlyKeys(SECOND);
    }

    private record Request(
            IsolationLevel isolation, Map<TopicPartition, KafkaFutureImpl<ListOffsetsResultInfo>> futures) {

        KafkaFutureImpl<ListOffsetsResultInfo> of(TopicPartition partition) {
            return Objects.requireNonNull(futures.get(partition));
        }
    }

    /** Completes the two newest requests for a partition. */
    private void respond(TopicPartition partition, long stable, long end) {
        for (Request request : requests.subList(requests.size() - 2, requests.size())) {
            long offset = request.isolation() == IsolationLevel.READ_COMMITTED ? stable : end;
            request.of(partition).complete(new ListOffsetsResultInfo(offset, -1, Optional.empty()));
        }
    }

    private Admin admin() {
        return (Admin) Proxy.newProxyInstance(
                Admin.class.getClassLoader(), new Class<?>[] {Admin.class}, (proxy, method, arguments) -> {
                    Map<TopicPartition, KafkaFutureImpl<ListOffsetsResultInfo>> futures = new HashMap<>();
                    ((Map<?, ?>) arguments[0])
                            .keySet()
                            .forEach(partition -> futures.put((TopicPartition) partition, new KafkaFutureImpl<>()));
                    requests.add(new Request(((ListOffsetsOptions) arguments[1]).isolationLevel(), futures));
                    return new ListOffsetsResult(Map.copyOf(futures));
                });
    }
}
