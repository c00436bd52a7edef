package com.everyoneslecture.outbox.inbox;

import java.util.ArrayList;
import java.util.Collections;
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
 * @param events the events to apply
 * @param records the record of each event, at the event's index
 * @param deadLetters the records that cannot be decoded
 * @param ignored the number of records for which the projection returned null
 */
record Decoded<E>(
        List<E> events, List<ConsumerRecord<byte[], byte[]>> records, List<DeadLetter> deadLetters, int ignored) {

    private static final Logger LOG = LoggerFactory.getLogger(Decoded.class);

    /** The number of records that one thread decodes. Fewer records are decoded faster than another thread wakes up. */
    private static final int SLICE = 1_000;

    static <E> Decoded<E> of(ConsumerRecords<byte[], byte[]> polled, Projection<E> projection) {
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>(polled.count());
        polled.forEach(records::add);
        return joined(
                records.size(),
                IntStream.rangeClosed(0, records.size() / SLICE)
                        .parallel()
                        .mapToObj(slice -> decode(
                                records.subList(slice * SLICE, Math.min((slice + 1) * SLICE, records.size())),
                                projection))
                        .toList());
    }

    private static <E> Decoded<E> joined(int size, List<Decoded<E>> slices) {
        List<E> events = new ArrayList<>(size);
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>(size);
        List<DeadLetter> deadLetters = new ArrayList<>();
        int ignored = 0;
        for (Decoded<E> slice : slices) {
            events.addAll(slice.events());
            records.addAll(slice.records());
            deadLetters.addAll(slice.deadLetters());
            ignored += slice.ignored();
        }
        // Events and records belong together by their positions: a projection that sorted its events would part them.
        return new Decoded<>(Collections.unmodifiableList(events), records, deadLetters, ignored);
    }

    private static <E> Decoded<E> decode(List<ConsumerRecord<byte[], byte[]>> polled, Projection<E> projection) {
        List<E> events = new ArrayList<>(polled.size());
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>(polled.size());
        List<DeadLetter> deadLetters = new ArrayList<>();
        int ignored = 0;
        for (ConsumerRecord<byte[], byte[]> record : polled) {
            try {
                E event = projection.decode(record);
                if (event == null) {
                    ignored++;
                } else {
                    events.add(event);
                    records.add(record);
                }
            } catch (UnreadableRecordException e) {
                deadLetters.add(new DeadLetter(record, e.reason(), String.valueOf(e.getMessage())));
            } catch (RuntimeException | Error e) {
                if (FatalErrors.include(e)) {
                    throw e;
                }
                // The record would fail in the same way each time and block all later records.
                LOG.atError().addKeyValue("offset", record.offset()).setCause(e).log("The decoder failed on a record");
                deadLetters.add(new DeadLetter(record, Projection.DECODER_FAILED, e.toString()));
            }
        }
        return new Decoded<>(events, records, deadLetters, ignored);
    }
}
