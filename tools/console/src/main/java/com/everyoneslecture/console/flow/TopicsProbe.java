package com.everyoneslecture.console.flow;

import com.everyoneslecture.console.flow.TopicsOverview.CommittedRow;
import com.everyoneslecture.console.flow.TopicsOverview.GroupRow;
import com.everyoneslecture.console.flow.TopicsOverview.PartitionRow;
import com.everyoneslecture.console.flow.TopicsOverview.TopicRow;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Finds the topics and the consumer groups that the console may see, and the position of each group. It opens a connection for each reading
 * and reads at most once in {@link #AGE}, however many pages are open; a failure also counts. Any thread may use it.
 */
public final class TopicsProbe {

    private static final Duration AGE = Duration.ofSeconds(2);
    private static final Duration CLOSE = Duration.ZERO;

    private final Properties client;
    private final TopicSelection topics;
    private final NamePatterns groups;
    private final Clock clock;
    private final Map<String, Rate> rates = new HashMap<>();
    private @Nullable Reading last;
    private Map<String, TopicRow> details = Map.of();

    /** Either the overview or the failure is null. */
    private record Reading(
            long atNanos,
            @Nullable TopicsOverview overview,
            @Nullable Throwable failure) {

        TopicsOverview result() throws ExecutionException {
            if (overview == null) {
                throw new ExecutionException(failure);
            }
            return overview;
        }
    }

    /**
     * Connects to nothing yet.
     *
     * @param client the settings of the Kafka clients
     * @param first the topic that is shown first
     * @param topics the topics that are shown if they exist
     * @param groups the groups that are shown if they read one of the topics
     */
    public TopicsProbe(Properties client, String first, NamePatterns topics, NamePatterns groups, Clock clock) {
        this.client = client;
        this.topics = new TopicSelection(first, topics);
        this.groups = groups;
        this.clock = clock;
    }

    /**
     * Returns all topics, without their partitions.
     *
     * @throws ExecutionException if the brokers do not answer
     */
    public synchronized TopicsOverview overview() throws ExecutionException, InterruptedException {
        Reading known = last;
        if (known == null || System.nanoTime() - known.atNanos() >= AGE.toNanos()) {
            known = reading();
            last = known;
        }
        return known.result();
    }

    /**
     * Returns a topic with its partitions; null if the topic is not shown.
     *
     * @throws ExecutionException if the brokers do not answer
     */
    public synchronized @Nullable TopicRow topic(String name) throws ExecutionException, InterruptedException {
        overview();
        return details.get(name);
    }

    /** With unreachable brokers it takes seconds, for which other callers wait. */
    private Reading reading() throws InterruptedException {
        try {
            TopicsOverview overview = read(System.nanoTime());
            return new Reading(System.nanoTime(), overview, null);
        } catch (ExecutionException e) {
            return new Reading(System.nanoTime(), null, e.getCause());
        }
    }

    private TopicsOverview read(long now) throws ExecutionException, InterruptedException {
        try (ClosingAdmin closing = new ClosingAdmin(Admin.create(client))) {
            TopicSelection.Selected selected = topics.of(closing.admin());
            TopicOffsets offsets = TopicOffsets.read(closing.admin(), selected);
            GroupOffsets committed = GroupOffsets.read(closing.admin(), groups);
            Map<String, TopicRow> rows = new TreeMap<>(selected.order());
            for (String topic : selected.topics()) {
                Map<Integer, Long> ends = offsets.ends(topic);
                if (!ends.isEmpty()) {
                    rows.put(topic, row(topic, ends, offsets.deadLetters(topic), committed, now));
                }
            }
            rates.keySet().retainAll(rows.keySet());
            details = Map.copyOf(rows);
            return new TopicsOverview(
                    clock.instant(),
                    rows.values().stream().map(TopicsProbe::withoutPartitions).toList(),
                    selected.leftOut());
        }
    }

    private TopicRow row(String topic, Map<Integer, Long> ends, long deadLetters, GroupOffsets committed, long now) {
        long written = ends.values().stream().mapToLong(Long::longValue).sum();
        List<PartitionRow> partitions = new ArrayList<>();
        Map<String, Long> lags = new TreeMap<>();
        ends.forEach((partition, end) -> {
            List<CommittedRow> rows = new ArrayList<>();
            committed.of(new TopicPartition(topic, partition)).forEach((group, offset) -> {
                long lag = Math.max(0, end - offset);
                rows.add(new CommittedRow(group, offset, lag));
                lags.merge(group, lag, Long::sum);
            });
            partitions.add(new PartitionRow(partition, end, rows));
        });
        return new TopicRow(
                topic,
                ends.size(),
                rates.computeIfAbsent(topic, name -> new Rate()).perSecond(written, now),
                deadLetters,
                lags.entrySet().stream()
                        .map(lag -> new GroupRow(lag.getKey(), committed.state(lag.getKey()), lag.getValue()))
                        .toList(),
                partitions);
    }

    private static TopicRow withoutPartitions(TopicRow row) {
        return new TopicRow(row.topic(), row.partitions(), row.perSecond(), row.deadLetters(), row.groups(), List.of());
    }

    /** Closes without waiting for running requests. */
    private record ClosingAdmin(Admin admin) implements AutoCloseable {

        @Override
        public void close() {
            admin.close(CLOSE);
        }
    }
}
