package com.everyoneslecture.lecture.consume;

import com.everyoneslecture.lecture.CategoryProjection;
import com.everyoneslecture.lecture.LoopConnection;
import com.everyoneslecture.lecture.fixture.Member;
import com.everyoneslecture.lecture.fixture.Topic;
import com.everyoneslecture.outbox.inbox.BatchHandler;
import com.everyoneslecture.outbox.inbox.LoopAccess;
import com.everyoneslecture.outbox.inbox.OffsetMoves;
import com.everyoneslecture.testservices.TestDatabase;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRecords;

/** Another member, which owns the partitions now and applies every third batch before the former owner does. */
final class Faster implements AutoCloseable {

    private final LoopConnection connection;
    private final BatchHandler own;
    private final AtomicInteger batches = new AtomicInteger();
    private final AtomicInteger records = new AtomicInteger();

    Faster(TestDatabase database, Topic topic) {
        connection = new LoopConnection(database.as("lecture_projector"));
        own = LoopAccess.handler(
                connection,
                new CategoryProjection("application/json"),
                Member.group(topic.name()),
                topic.name().value());
    }

    int records() {
        return records.get();
    }

    BatchHandler around(BatchHandler handler) {
        return new BatchHandler() {
            @Override
            public Outcome apply(ConsumerRecords<byte[], byte[]> polled, OffsetMoves moves) throws SQLException {
                if (batches.incrementAndGet() % 3 == 1) {
                    own.apply(polled, moves);
                    records.addAndGet(polled.count());
                }
                return handler.apply(polled, moves);
            }

            @Override
            public void abort() {
                handler.abort();
            }
        };
    }

    @Override
    public void close() {
        connection.close();
    }
}
