package com.everyoneslecture.lecture;

import com.everyoneslecture.outbox.inbox.BatchHandler;
import com.everyoneslecture.outbox.inbox.DeadLetter;
import com.everyoneslecture.outbox.inbox.OffsetMoves;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Decodes a batch and applies what it understands; the rest it hands back as dead letters. */
public final class CategoryBatchHandler implements BatchHandler {

    private static final Logger LOG = LoggerFactory.getLogger(CategoryBatchHandler.class);

    private final EventDecoder decoder;
    private final ProjectionConnection connection;
    private final ProjectionTransaction transaction;

    public CategoryBatchHandler(
            EventDecoder decoder, ProjectionConnection connection, RebuildMarks marks, OffsetTable offsets) {
        this.decoder = decoder;
        this.connection = connection;
        this.transaction = new ProjectionTransaction(connection, marks, offsets);
    }

    @Override
    public Outcome apply(ConsumerRecords<byte[], byte[]> records, OffsetMoves moves) throws SQLException {
        DecodedBatch batch = DecodedBatch.of(records, decoder);
        List<DeadLetter> deadLetters = new ArrayList<>(batch.deadLetters());
        try {
            Projected projected = transaction.apply(batch.events(), moves, deadLetters);
            warnOfGaps(projected);
            warnOfReissues(projected);
            return new Applied(
                    projected.applied(),
                    projected.alreadyApplied(),
                    projected.reissues(),
                    batch.ignored(),
                    projected.gaps(),
                    deadLetters);
        } catch (NotAppliedException e) {
            return e.outcome();
        }
    }

    @Override
    public void abort() {
        connection.abort();
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

    private static void warnOfReissues(Projected projected) {
        if (projected.reissues() > 0) {
            LOG.atWarn()
                    .addKeyValue("events", projected.reissues())
                    .addKeyValue("exampleCategoryId", projected.exampleOfReissue())
                    .log("Versions were issued again with other event ids; the later events are applied");
        }
    }
}
