package com.everyoneslecture.benchmarks.capture;

import com.everyoneslecture.benchmarks.servers.Servers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * The records that a {@code read_committed} consumer finds in the topic.
 *
 * @param distinct the number of different events
 * @param doubled the number of records that repeat an event
 * @param lost the number of missing events
 * @param misordered the number of events after a later one of the same aggregate, without the repetitions
 */
record Tally(long distinct, long doubled, long lost, long misordered) {

    private static final byte[] MARK = Load.MARK.getBytes(StandardCharsets.UTF_8);
    private static final Duration POLL = Duration.ofMillis(200);

    /** Reads the topic from its beginning to its present end. */
    static Tally of(Servers servers, Watched topic, int events) {
        Counter counter = new Counter(events);
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Watched.reader(servers), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(topic.partitions());
            consumer.seekToBeginning(topic.partitions());
            Map<TopicPartition, Long> ends = consumer.endOffsets(topic.partitions());
            while (!topic.partitions().stream().allMatch(partition -> isAt(consumer, partition, ends))) {
                for (ConsumerRecord<byte[], byte[]> consumed : consumer.poll(POLL)) {
                    counter.count(number(consumed.value()));
                }
            }
        }
        return counter.tally();
    }

    private static boolean isAt(
            KafkaConsumer<?, ?> consumer, TopicPartition partition, Map<TopicPartition, Long> ends) {
        return consumer.position(partition) >= ends.getOrDefault(partition, 0L);
    }

    /** Returns the number after the first mark, or -1. */
    static int number(byte[] value) {
        for (int at = 0; at <= value.length - MARK.length; at++) {
            if (value[at] == MARK[0] && isMark(value, at)) {
                return digits(value, at + MARK.length);
            }
        }
        return -1;
    }

    private static boolean isMark(byte[] value, int at) {
        for (int offset = 0; offset < MARK.length; offset++) {
            if (value[at + offset] != MARK[offset]) {
                return false;
            }
        }
        return true;
    }

    private static int digits(byte[] value, int from) {
        int number = 0;
        int at = from;
        while (at < value.length && value[at] >= '0' && value[at] <= '9') {
            number = number * 10 + value[at] - '0';
            at++;
        }
        return at == from ? -1 : number;
    }

    /** Counts by the numbers of events. */
    static final class Counter {

        private final int events;
        private final BitSet seen;
        private final int[] newest = new int[Load.AGGREGATES];
        private long doubled;
        private long misordered;

        Counter(int events) {
            this.events = events;
            this.seen = new BitSet(events);
            Arrays.fill(newest, -1);
        }

        void count(int number) {
            if (number < 0 || number >= events) {
                throw new IllegalStateException("a record without an event of the load");
            }
            if (seen.get(number)) {
                doubled++;
                return;
            }
            seen.set(number);
            int aggregate = number % Load.AGGREGATES;
            if (number < newest[aggregate]) {
                misordered++;
            }
            newest[aggregate] = Math.max(newest[aggregate], number);
        }

        Tally tally() {
            return new Tally(seen.cardinality(), doubled, events - seen.cardinality(), misordered);
        }
    }
}
