package com.everyoneslecture.outbox.inbox;

import com.everyoneslecture.outbox.inbox.LoopState.Halted;
import com.everyoneslecture.outbox.inbox.PartitionEnds.Ends;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Detects a transaction of a producer that stays open. Consumers with {@code read_committed} cannot read the records behind its
 * beginning, in that partition, until it is committed or aborted. If the brokers have lost it, it never ends by itself. Used by
 * the loop's thread alone.
 */
final class OpenTransactions {

    /** Far above the time that a transaction of the relay takes. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** The number of partitions that a message names. */
    private static final int NAMED = 3;

    /**
     * The beginning of an open transaction.
     *
     * @param offset the last stable offset
     * @param since the time of the first request whose response had this offset
     * @param until the time of the last such request: without further responses nothing is known about the transaction
     */
    private record Open(long offset, Instant since, Instant until) {

        boolean lasts() {
            return Duration.between(since, until).compareTo(PATIENCE) >= 0;
        }
    }

    private SortedMap<TopicPartition, Open> open = none();

    /** Compares the ends of the partitions with those of the previous call. */
    void check(Map<TopicPartition, Ends> ends) {
        SortedMap<TopicPartition, Open> now = none();
        ends.forEach((partition, own) -> {
            if (own.stable() < own.end()) {
                Open before = open.get(partition);
                Instant since = before != null && before.offset() == own.stable() ? before.since() : own.at();
                now.put(partition, new Open(own.stable(), since, own.at()));
            }
        });
        open = now;
    }

    /** Returns the cause and the remedy; null if no transaction has been open for 30 s. */
    @Nullable
    Halted found() {
        SortedMap<TopicPartition, Open> lasting = none();
        open.forEach((partition, own) -> {
            if (own.lasts()) {
                lasting.put(partition, own);
            }
        });
        return lasting.isEmpty() ? null : halted(lasting);
    }

    private static Halted halted(SortedMap<TopicPartition, Open> lasting) {
        Map.Entry<TopicPartition, Open> first = lasting.entrySet().iterator().next();
        String of = " --topic " + first.getKey().topic() + " --partition "
                + first.getKey().partition();
        String more = lasting.size() > NAMED ? " and in " + (lasting.size() - NAMED) + " other partitions" : "";
        // The time of the beginning, not the duration: a cause that changes every second would be logged as often.
        return new Halted(
                "a transaction has been open "
                        + lasting.entrySet().stream()
                                .limit(NAMED)
                                .map(each -> "at offset " + each.getValue().offset() + " of " + each.getKey()
                                        + " since at least "
                                        + each.getValue().since().truncatedTo(ChronoUnit.SECONDS))
                                .collect(Collectors.joining(", "))
                        + more + ": the records behind it cannot be read",
                "it ends at the timeout of its producer, and reading goes on; if it hangs, kafka-transactions.sh"
                        + " --bootstrap-server HOST:PORT find-hanging" + of + " shows it, and abort" + of
                        + " --start-offset " + first.getValue().offset() + " ends it");
    }

    private static SortedMap<TopicPartition, Open> none() {
        return new TreeMap<>(Comparator.comparing(TopicPartition::topic).thenComparingInt(TopicPartition::partition));
    }
}
