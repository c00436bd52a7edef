package com.everyoneslecture.outbox.inbox;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The events of one poll. A large poll is decoded by several processors at once: a record depends on nothing but itself, and the events
 * keep the order of the records. They are applied afterwards, by the topic's thread.
 *
 * @param events the events that can be applied, with their records
 * @param deadLetters the records that nobody can read
 * @param ignored the number of records that the projection passes over
 */
record Decoded<E>(List<Event<E>> events, List<DeadLetter> deadLetters, int ignored) {

    private static final Logger LOG = LoggerFactory.getLogger(Decoded.class);

    /** So few records are decoded sooner than other threads would wake up. */
    private static final int SLICE = 1_000;

    /** A decoded event and its record. */
    record Event<E>(ConsumerRecord<byte[], byte[]> record, E event) {}

    static <E> Decoded<E> of(ConsumerRecords<byte[], byte[]> polled, Projection<E> projection) {
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>(polled.count());
        polled.forEach(records::add);
        List<Decoded<E>> slices = IntStream.rangeClosed(0, records.size() / SLICE)
                .parallel()
                .mapToObj(slice -> decode(
                        records.subList(slice * SLICE, Math.min((slice + 1) * SLICE, records.size())), projection))
                .toList();
        return new Decoded<>(
                slices.stream().flatMap(slice -> slice.events().stream()).toList(),
                slices.stream().flatMap(slice -> slice.deadLetters().stream()).toList(),
                slices.stream().mapToInt(Decoded::ignored).sum());
    }

    private static <E> Decoded<E> decode(List<ConsumerRecord<byte[], byte[]>> records, Projection<E> projection) {
        List<Event<E>> events = new ArrayList<>(records.size());
        List<DeadLetter> deadLetters = new ArrayList<>();
        int ignored = 0;
        for (ConsumerRecord<byte[], byte[]> record : records) {
            try {
                E event = projection.decode(record);
                if (event == null) {
                    ignored++;
                } else {
                    events.add(new Event<>(record, event));
                }
            } catch (UnreadableRecordException e) {
                deadLetters.add(new DeadLetter(record, e.reason(), String.valueOf(e.getMessage())));
            } catch (RuntimeException e) {
                // It would fail the same way each time, and hold up all that stands behind it.
                LOG.atError().addKeyValue("offset", record.offset()).setCause(e).log("The decoder failed on a record");
                deadLetters.add(new DeadLetter(record, Projection.DECODER_FAILED, e.toString()));
            }
        }
        return new Decoded<>(events, deadLetters, ignored);
    }
}
