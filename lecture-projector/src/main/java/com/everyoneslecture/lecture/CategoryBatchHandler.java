package com.everyoneslecture.lecture;

import com.everyoneslecture.consume.BatchHandler;
import com.everyoneslecture.consume.DeadLetter;
import com.everyoneslecture.consume.FailurePolicy;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Decodes a batch and applies what it understands; the rest it hands back as dead letters. */
public final class CategoryBatchHandler implements BatchHandler {

    private static final Logger LOG = LoggerFactory.getLogger(CategoryBatchHandler.class);

    private final EventDecoder decoder;
    private final ProjectionConnection connection;
    private final IsolatingProjection projection;

    public CategoryBatchHandler(EventDecoder decoder, ProjectionConnection connection, RebuildMarks marks) {
        this.decoder = decoder;
        this.connection = connection;
        this.projection = new IsolatingProjection(new Projection(connection, marks), new FailurePolicy());
    }

    @Override
    public Outcome apply(ConsumerRecords<byte[], byte[]> records) throws SQLException {
        List<CategoryEvent> events = new ArrayList<>(records.count());
        List<DeadLetter> deadLetters = new ArrayList<>();
        int ignored = decode(records, events, deadLetters);
        try {
            Projected projected = projection.apply(events, partitions(records), deadLetters);
            warnOfGaps(projected);
            return new Applied(projected.applied(), projected.alreadyApplied(), ignored, projected.gaps(), deadLetters);
        } catch (ReplayDueException e) {
            return new ReplayDue(e.partitions());
        }
    }

    @Override
    public void abort() {
        connection.abort();
    }

    private int decode(
            ConsumerRecords<byte[], byte[]> records, List<CategoryEvent> events, List<DeadLetter> deadLetters) {
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
        return ignored;
    }

    private static Set<Integer> partitions(ConsumerRecords<byte[], byte[]> records) {
        return records.partitions().stream().map(TopicPartition::partition).collect(Collectors.toSet());
    }

    /** The event that is missing may still come, from another partition; or it was lost, or is a dead letter. */
    private static void warnOfGaps(Projected projected) {
        if (projected.gaps() > 0) {
            LOG.atWarn()
                    .addKeyValue("categories", projected.gaps())
                    .addKeyValue("exampleCategoryId", projected.exampleOfGap())
                    .log("A version is missing before the ones that were applied");
        }
    }
}
