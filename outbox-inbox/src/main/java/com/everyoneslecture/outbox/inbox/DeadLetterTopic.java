package com.everyoneslecture.outbox.inbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.everyoneslecture.outbox.event.DeadLetterHeader;
import com.everyoneslecture.outbox.kafka.Answers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apiguardian.api.API;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes dead letters: with the key, value, headers and timestamp of the record, followed by {@link DeadLetterHeader}s. Used by
 * the loop's thread alone.
 *
 * <p>Commit point: the return of {@link #write}, when the brokers have acknowledged every letter. After a crash before it, some
 * of them may be in the topic; they are written again. The producer is created with the first letter, and created again after a
 * failure, because an idempotent producer may not be usable any more.
 *
 * <p>A call takes no longer than the consumer may go without a poll. Letters that are not acknowledged by then stay in flight,
 * and the next call with the same letters waits for them, without sending them again.
 */
@API(status = API.Status.INTERNAL)
public final class DeadLetterTopic implements DeadLetters {

    private static final Logger LOG = LoggerFactory.getLogger(DeadLetterTopic.class);
    private static final Duration CLOSE_TIMEOUT = Duration.ofMillis(500);

    private final ConsumeSettings settings;
    private final KafkaClients clients;
    private final DeadLetterTopicCreation creation;
    private final Duration patience;
    private final LongSupplier nanoTime;
    private final List<Future<RecordMetadata>> sent = new ArrayList<>();
    private List<DeadLetter> underway = List.of();
    private @Nullable Producer<byte[], byte[]> producer;

    public DeadLetterTopic(ConsumeSettings settings, KafkaClients clients) {
        this(settings, clients, ClientDefaults.DEAD_LETTER_PATIENCE, System::nanoTime);
    }

    /** @param patience the time after which a call stops sending and waiting */
    DeadLetterTopic(ConsumeSettings settings, KafkaClients clients, Duration patience, LongSupplier nanoTime) {
        this.settings = settings;
        this.clients = clients;
        this.creation = new DeadLetterTopicCreation(settings, clients);
        this.patience = patience;
        this.nanoTime = nanoTime;
    }

    /**
     * {@inheritDoc}
     *
     * @throws TimeoutException if the letters are not acknowledged within the patience
     */
    @Override
    public void write(List<DeadLetter> letters) {
        long deadlineNanos = nanoTime.getAsLong() + patience.toNanos();
        if (!letters.equals(underway)) {
            sent.clear();
            underway = List.copyOf(letters);
        }
        if (!isAcknowledgedBy(deadlineNanos)) {
            throw new TimeoutException("the dead letter topic has not acknowledged all of " + letters.size()
                    + " records within " + patience.toMillis() + " ms");
        }
        forget();
        log(letters);
    }

    @Override
    public void close() {
        forget();
        if (producer != null) {
            producer.close(CLOSE_TIMEOUT);
            producer = null;
        }
    }

    private void forget() {
        sent.clear();
        underway = List.of();
    }

    /** Sends the letters that are not sent yet, and returns whether all are acknowledged in time. */
    private boolean isAcknowledgedBy(long deadlineNanos) {
        try {
            Producer<byte[], byte[]> open = producer();
            while (sent.size() < underway.size()) {
                // A send may itself wait: for the topic's metadata, or for space in the producer's buffer.
                if (nanosLeft(deadlineNanos) == 0) {
                    return false;
                }
                Future<RecordMetadata> acknowledgement = open.send(toRecord(underway.get(sent.size())));
                sent.add(acknowledgement);
                if (acknowledgement.isDone()) {
                    Answers.of(acknowledgement, patience);
                }
            }
            return sent.stream().allMatch(acknowledgement -> isAcknowledgedBy(deadlineNanos, acknowledgement));
        } catch (KafkaException e) {
            close();
            throw e;
        }
    }

    private boolean isAcknowledgedBy(long deadlineNanos, Future<RecordMetadata> acknowledgement) {
        try {
            Answers.of(acknowledgement, Duration.ofNanos(nanosLeft(deadlineNanos)));
        } catch (TimeoutException e) {
            if (!acknowledgement.isDone()) {
                return false;
            }
            // The producer has given up on it, or the brokers have just acknowledged it.
            Answers.of(acknowledgement, Duration.ZERO);
        }
        return true;
    }

    private long nanosLeft(long deadlineNanos) {
        return Math.max(0, deadlineNanos - nanoTime.getAsLong());
    }

    private Producer<byte[], byte[]> producer() {
        if (producer == null) {
            // Done first, because a send to a missing topic would make the broker create it with its default settings.
            creation.ensureExists();
            producer = clients.producer();
        }
        return producer;
    }

    private ProducerRecord<byte[], byte[]> toRecord(DeadLetter letter) {
        ConsumerRecord<byte[], byte[]> record = letter.record();
        Headers headers = new RecordHeaders(record.headers().toArray())
                .add(DeadLetterHeader.REASON, letter.reason().getBytes(UTF_8))
                .add(DeadLetterHeader.DETAIL, letter.detail().getBytes(UTF_8))
                .add(DeadLetterHeader.TOPIC, record.topic().getBytes(UTF_8))
                .add(DeadLetterHeader.PARTITION, decimal(record.partition()))
                .add(DeadLetterHeader.OFFSET, decimal(record.offset()))
                .add(DeadLetterHeader.GROUP, settings.group().getBytes(UTF_8));
        Long timestamp = record.timestamp() < 0 ? null : record.timestamp();
        return new ProducerRecord<>(
                settings.topic().deadLetters().value(), null, timestamp, record.key(), record.value(), headers);
    }

    private static byte[] decimal(long number) {
        return Long.toString(number).getBytes(UTF_8);
    }

    /** Logs one line for a batch, because a faulty producer of events fills topics with bad records. */
    private static void log(List<DeadLetter> letters) {
        DeadLetter first = letters.get(0);
        LOG.atWarn()
                .addKeyValue("count", letters.size())
                .addKeyValue("reason", first.reason())
                .addKeyValue("topic", first.record().topic())
                .addKeyValue("partition", first.record().partition())
                .addKeyValue("offset", first.record().offset())
                .log("Records went to the dead letter topic; the first is named");
    }
}
