package com.everyoneslecture.chaos.guarantee;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.everyoneslecture.chaos.observe.Event;
import com.everyoneslecture.outbox.event.RecordHeader;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * A simple relay with one selectable defect: it publishes the given events in transactions of a hundred events.
 */
final class BrokenRelay implements AutoCloseable {

    private static final int BATCH = 100;

    private final String topic;
    private final KafkaProducer<byte[], byte[]> producer;

    /** The defects of a relay. */
    enum Defect {
        NONE {
            @Override
            List<Event> applied(List<Event> events) {
                return events;
            }
        },
        SKIPS_ONE_IN_A_THOUSAND {
            @Override
            List<Event> applied(List<Event> events) {
                List<Event> left = new ArrayList<>();
                for (int number = 0; number < events.size(); number++) {
                    if (number % 1_000 != 567) {
                        left.add(events.get(number));
                    }
                }
                return left;
            }
        },
        DOUBLES_ONE {
            @Override
            List<Event> applied(List<Event> events) {
                List<Event> more = new ArrayList<>(events);
                // In another transaction than its first record.
                more.add(events.get(events.size() / 2));
                return more;
            }
        },
        /** Like a publication that misses rows: they are published at the end. */
        BRINGS_SECOND_VERSIONS_LATE {
            @Override
            List<Event> applied(List<Event> events) {
                List<Event> ordered = new ArrayList<>(events);
                List<Event> late =
                        events.stream().filter(event -> event.version() == 2).toList();
                ordered.removeAll(late);
                ordered.addAll(late);
                return ordered;
            }
        },
        SWAPS_TWO_OF_A_KEY {
            @Override
            List<Event> applied(List<Event> events) {
                List<Event> swapped = new ArrayList<>(events);
                int first = events.size() / 2;
                int second = first + 1;
                while (events.get(second).key() != events.get(first).key()) {
                    second++;
                }
                Collections.swap(swapped, first, second);
                return swapped;
            }
        };

        abstract List<Event> applied(List<Event> events);
    }

    BrokenRelay(String bootstrapServers, String topic) {
        this.topic = topic;
        this.producer = new KafkaProducer<>(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrapServers,
                        ProducerConfig.TRANSACTIONAL_ID_CONFIG,
                        UUID.randomUUID().toString()),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        producer.initTransactions();
    }

    void publish(List<Event> events, Defect defect) {
        List<Event> left = defect.applied(events);
        for (int from = 0; from < left.size(); from += BATCH) {
            producer.beginTransaction();
            left.subList(from, Math.min(left.size(), from + BATCH)).forEach(this::send);
            producer.commitTransaction();
        }
    }

    /** Publishes records that no {@code read_committed} consumer may receive. */
    void publishAndAbort(List<Event> events) {
        producer.beginTransaction();
        events.forEach(this::send);
        producer.flush();
        producer.abortTransaction();
    }

    @Override
    public void close() {
        producer.close();
    }

    /** Publishes one event with another value than that of its row. */
    void publishAltered(Event event, String value) {
        producer.beginTransaction();
        send(recordOf(event, value));
        producer.commitTransaction();
    }

    private void send(Event event) {
        send(recordOf(event, "{}"));
    }

    private void send(ProducerRecord<byte[], byte[]> made) {
        // The commit fails if one of the sends does.
        Future<RecordMetadata> unused = producer.send(made);
    }

    private ProducerRecord<byte[], byte[]> recordOf(Event event, String value) {
        String key = Long.toString(event.key());
        ProducerRecord<byte[], byte[]> made =
                new ProducerRecord<>(topic, null, 0L, key.getBytes(UTF_8), value.getBytes(UTF_8));
        Map.of(
                        RecordHeader.ID,
                        event.id().toString(),
                        RecordHeader.TYPE,
                        "LectureCategoryChanged",
                        RecordHeader.SUBJECT,
                        key,
                        RecordHeader.AGGREGATE_VERSION,
                        Long.toString(event.version()),
                        RecordHeader.CONTENT_TYPE,
                        "application/json")
                .forEach((name, text) -> made.headers().add(name, text.getBytes(UTF_8)));
        return made;
    }
}
