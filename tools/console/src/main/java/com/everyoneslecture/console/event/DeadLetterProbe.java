package com.everyoneslecture.console.event;

import com.everyoneslecture.console.flow.Letters;
import com.everyoneslecture.console.flow.RowCount;
import com.everyoneslecture.console.flow.RowCount.Kind;
import com.everyoneslecture.outbox.event.DeadLetterHeader;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;
import javax.sql.DataSource;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Counts the dead letters and finds the new ones. It reads the topics again only when their offsets have changed, and then the newest records
 * of each partition; where there are more, the number is an estimate, because offsets also count transaction markers.
 */
public final class DeadLetterProbe implements Letters.Source {

    /** The age up to which a letter is new. */
    static final Duration NEW = Duration.ofHours(1);

    private final Properties client;
    private final List<String> topics;
    private final ReadModelRows readModel;
    private final Clock clock;
    private final TopicRanges ranges;
    private Map<TopicPartition, Long> known = Map.of();
    private List<Letter> letters = List.of();
    private boolean complete;

    /**
     * Connects to nothing yet.
     *
     * @param topics the dead letter topics, which need not exist
     * @param lecture the database with the read model
     */
    public DeadLetterProbe(Properties client, List<String> topics, DataSource lecture, Clock clock) {
        this.client = client;
        this.topics = topics;
        this.readModel = new ReadModelRows(lecture);
        this.clock = clock;
        this.ranges = new TopicRanges(client, topics);
    }

    @Override
    public Letters call() throws ExecutionException, InterruptedException {
        TopicRanges.Reading now = ranges.read();
        if (!complete || !now.ends().equals(known)) {
            read();
            known = now.ends();
        }
        letters = letters.stream()
                .filter(one -> now.has(one.partition(), one.offset()))
                .toList();
        Set<Letter> fresh = fresh();
        return new Letters(share(now, fresh, one -> !one.ofConsumer()), share(now, fresh, Letter::ofConsumer));
    }

    @Override
    public void close() {
        ranges.close();
    }

    private void read() {
        List<Letter> found = new ArrayList<>();
        boolean all = true;
        for (String topic : topics) {
            try (TopicRecords records = new TopicRecords(client, topic)) {
                all &= records.newest(record -> found.add(Letter.of(record)));
            }
        }
        found.sort(Comparator.comparing(Letter::at).reversed());
        letters = found;
        complete = all;
    }

    private Letters.Share share(TopicRanges.Reading now, Set<Letter> fresh, Predicate<Letter> mine) {
        double total = 0;
        int open = 0;
        String reason = null;
        for (Letter letter : letters) {
            if (mine.test(letter)) {
                total += now.size(letter.partition())
                        / (double) Math.min(TopicRecords.NEWEST, now.size(letter.partition()));
                if (fresh.contains(letter)) {
                    open++;
                    reason = reason == null ? letter.reason() : reason;
                }
            }
        }
        boolean counted = now.sizes().stream().allMatch(size -> size <= TopicRecords.NEWEST);
        Kind kind = !complete ? Kind.MINIMUM : counted ? Kind.EXACT : Kind.ESTIMATED;
        return new Letters.Share(new RowCount(Math.round(total), kind), open, reason);
    }

    /** Returns the new letters whose events the read model does not have. */
    private Set<Letter> fresh() {
        Instant since = clock.instant().minus(NEW);
        List<Letter> young =
                letters.stream().filter(one -> one.at().isAfter(since)).toList();
        Set<Letter> fresh = new HashSet<>(young);
        try {
            Map<String, ReadModelRows.Shown> rows = readModel.of(young.stream()
                    .map(Letter::aggregateId)
                    .filter(id -> !id.isEmpty())
                    .distinct()
                    .toList());
            fresh.removeIf(letter -> {
                ReadModelRows.Shown row = rows.get(letter.aggregateId());
                return row != null && letter.version() > 0 && row.version() >= letter.version();
            });
        } catch (SQLException e) {
            // The flow reports that the database is unreachable.
            return fresh;
        }
        return fresh;
    }

    /**
     * A dead letter.
     *
     * @param aggregateId empty if it belongs to no event
     * @param version 0 if it belongs to no event
     */
    private record Letter(
            TopicPartition partition,
            long offset,
            Instant at,
            String reason,
            boolean ofConsumer,
            String aggregateId,
            long version) {

        static Letter of(org.apache.kafka.clients.consumer.ConsumerRecord<byte[], byte[]> record) {
            Map<String, String> headers = RecordText.headers(record);
            EventTimeline.@Nullable Event event = RecordText.event(record, headers);
            return new Letter(
                    new TopicPartition(record.topic(), record.partition()),
                    record.offset(),
                    RecordText.time(record),
                    headers.getOrDefault(DeadLetterHeader.REASON, "unknown"),
                    headers.containsKey(DeadLetterHeader.GROUP),
                    event == null ? "" : event.aggregateId(),
                    event == null ? 0 : event.version());
        }
    }
}
