package com.everyoneslecture.outbox.inbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.everyoneslecture.outbox.event.DeadLetterHeader;
import com.everyoneslecture.outbox.kafka.Answers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes dead letters: key, value, headers and timestamp as they were, and {@link DeadLetterHeader}s behind them. Used by the
 * loop's thread alone.
 *
 * <p>Commit point: the return of {@link #write}, when the brokers have acknowledged every letter. A crash before it can leave
 * some of them there; they are written again. The producer is made with the first letter and made anew after a failure, since
 * an idempotent one can be past using.
 */
public final class DeadLetterTopic implements DeadLetters {

    private static final Logger LOG = LoggerFactory.getLogger(DeadLetterTopic.class);
    private static final Duration CLOSE_TIMEOUT = Duration.ofMillis(500);

    private final ConsumeSettings settings;
    private final KafkaClients clients;
    private final DeadLetterTopicCreation creation;
    private @Nullable Producer<byte[], byte[]> producer;

    public DeadLetterTopic(ConsumeSettings settings, KafkaClients clients) {
        this.settings = settings;
        this.clients = clients;
        this.creation = new DeadLetterTopicCreation(settings, clients);
    }

    @Override
    public void write(List<DeadLetter> letters) {
        try {
            Producer<byte[], byte[]> open = producer();
            List<Future<RecordMetadata>> acknowledgements = new ArrayList<>(letters.size());
            letters.forEach(letter -> acknowledgements.add(open.send(toRecord(letter))));
            acknowledgements.forEach(acknowledgement -> Answers.of(acknowledgement, ClientDefaults.DELIVERY_PATIENCE));
        } catch (KafkaException e) {
            close();
            throw e;
        }
        log(letters);
    }

    @Override
    public void close() {
        if (producer != null) {
            producer.close(CLOSE_TIMEOUT);
            producer = null;
        }
    }

    private Producer<byte[], byte[]> producer() {
        if (producer == null) {
            // First: sending to a topic that is not there would have the broker make it, with its own settings.
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
                .add(DeadLetterHeader.GROUP, settings.group().value().getBytes(UTF_8));
        Long timestamp = record.timestamp() < 0 ? null : record.timestamp();
        return new ProducerRecord<>(
                settings.topic().deadLetters().value(), null, timestamp, record.key(), record.value(), headers);
    }

    private static byte[] decimal(long number) {
        return Long.toString(number).getBytes(UTF_8);
    }

    /** One line for a batch, since a producer that has gone wrong fills topics with its faults. */
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
