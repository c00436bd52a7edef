package com.everyoneslecture.lecture;

import com.everyoneslecture.outbox.inbox.DeadLetter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the records of one poll say. A large batch is decoded by several processors at once: records depend on nothing but
 * themselves, and the results stand in the records' order all the same. What is decoded is applied only afterwards, by the
 * loop's thread.
 *
 * @param events of those that can be applied
 * @param deadLetters of those that nobody could
 * @param ignored how many are of a type that is not for this service
 */
record DecodedBatch(List<CategoryEvent> events, List<DeadLetter> deadLetters, int ignored) {

    private static final Logger LOG = LoggerFactory.getLogger(DecodedBatch.class);

    /** So few records are decoded sooner than other threads would wake up. */
    private static final int SLICE = 1_000;

    static DecodedBatch of(ConsumerRecords<byte[], byte[]> polled, EventDecoder decoder) {
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>(polled.count());
        polled.forEach(records::add);
        List<DecodedBatch> slices = IntStream.rangeClosed(0, records.size() / SLICE)
                .parallel()
                .mapToObj(slice ->
                        decode(records.subList(slice * SLICE, Math.min((slice + 1) * SLICE, records.size())), decoder))
                .toList();
        return new DecodedBatch(
                slices.stream().flatMap(slice -> slice.events().stream()).toList(),
                slices.stream().flatMap(slice -> slice.deadLetters().stream()).toList(),
                slices.stream().mapToInt(DecodedBatch::ignored).sum());
    }

    private static DecodedBatch decode(List<ConsumerRecord<byte[], byte[]>> records, EventDecoder decoder) {
        List<CategoryEvent> events = new ArrayList<>(records.size());
        List<DeadLetter> deadLetters = new ArrayList<>();
        int ignored = 0;
        for (ConsumerRecord<byte[], byte[]> record : records) {
            try {
                CategoryEvent event = decoder.decode(record);
                if (event == null) {
                    ignored++;
                } else {
                    events.add(event);
                }
            } catch (PoisonRecordException e) {
                deadLetters.add(new DeadLetter(record, e.reason().label(), String.valueOf(e.getMessage())));
            } catch (RuntimeException e) {
                // It would fail the same way each time, and hold up all that stands behind it.
                LOG.atError().addKeyValue("offset", record.offset()).setCause(e).log("The decoder failed on a record");
                deadLetters.add(new DeadLetter(record, PoisonReason.DECODER_FAILED.label(), e.toString()));
            }
        }
        return new DecodedBatch(events, deadLetters, ignored);
    }
}
