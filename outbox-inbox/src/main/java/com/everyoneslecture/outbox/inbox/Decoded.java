package com.everyoneslecture.outbox.inbox;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The decoded events of one poll. Several threads decode a large poll in parallel, because each record can be decoded
 * independently; the events keep the order of the records. The topic's thread applies them afterwards.
 *
 * @param events the events to apply, with their records
 * @param deadLetters the records that cannot be decoded
 * @param ignored the number of records for which the projection returned null
 */
record Decoded<E>(List<Event<E>> events, List<DeadLetter> deadLetters, int ignored) {

    private static final Logger LOG = LoggerFactory.getLogger(Decoded.class);

    /** The number of records that one thread decodes. Fewer records are decoded faster than another thread wakes up. */
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
                // The record would fail in the same way each time and block all later records.
                LOG.atError().addKeyValue("offset", record.offset()).setCause(e).log("The decoder failed on a record");
                deadLetters.add(new DeadLetter(record, Projection.DECODER_FAILED, e.toString()));
            }
        }
        return new Decoded<>(events, deadLetters, ignored);
    }
}
