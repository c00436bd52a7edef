package com.everyoneslecture.chaos.guarantee;

import static org.assertj.core.api.Assertions.assertThat;

import com.everyoneslecture.chaos.observe.Event;
import com.everyoneslecture.chaos.observe.Seen;
import com.everyoneslecture.chaos.observe.TopicLog;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class PerAggregateOrderTest {

    private static final long KEY = 7;

    private final TopicLog log = new TopicLog();
    private final Verdicts verdicts = new Verdicts(violation -> {});
    private final PerAggregateOrder order = new PerAggregateOrder(log, verdicts);
    private final List<Seen> seen = new ArrayList<>();

    @Test
    void acceptsACategoryThatMovesAwayAndBackWherePartitionsWereAddedTwice() {
        in(3, 1, 2, 3);
        order.allowMoves(1);
        in(2, 4, 5, 6);
        order.allowMoves(1);
        in(3, 7, 8, 9);
        assertThat(verdicts.all()).isEmpty();
    }

    @Test
    void findsACategoryThatMovesBackWherePartitionsWereAddedOnce() {
        in(3, 1, 2, 3);
        order.allowMoves(1);
        in(2, 4, 5, 6);
        in(3, 7, 8, 9);
        assertThat(verdicts.all()).hasSize(1);
    }

    @Test
    void findsACategoryThatMovesThoughNoPartitionWasAdded() {
        in(3, 1, 2, 3);
        in(2, 4, 5, 6);
        assertThat(verdicts.all()).hasSize(1);
    }

    @Test
    void findsEventsThatGoToTheOldAndTheNewPartitionInTurn() {
        in(3, 1);
        order.allowMoves(1);
        in(2, 2, 4, 6);
        in(3, 3, 5, 7);
        assertThat(verdicts.all()).isNotEmpty();
    }

    @Test
    void acceptsPartitionsThatAreReadInAnyOrder() {
        in(3, 1, 2);
        order.allowMoves(1);
        in(2, 5, 6);
        in(3, 3, 4);
        in(2, 7);
        assertThat(verdicts.all()).isEmpty();
    }

    @Test
    void findsAVersionBehindALaterOne() {
        in(3, 1, 3, 2);
        assertThat(verdicts.all()).hasSize(1);
    }

    private void in(int partition, long... versions) {
        List<Seen> batch = new ArrayList<>();
        for (long version : versions) {
            Event event = new Event(UUID.randomUUID(), KEY, version);
            batch.add(new Seen(event, partition, seen.size() + batch.size()));
        }
        seen.addAll(batch);
        batch.forEach(log::add);
        order.seen(batch);
    }
}
