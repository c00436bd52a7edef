package com.everyoneslecture.relay.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TransactionIdSetTest {

    @Test
    void holdsWhatWasAddedAndNothingElse() {
        Random random = new Random(7);
        Set<Long> expected = new HashSet<>();
        TransactionIdSet ids = new TransactionIdSet();
        assertThat(ids.isEmpty()).isTrue();
        for (int count = 0; count < 10_000; count++) {
            long id = (5L << 32) - 100_000 + random.nextInt(200_000);
            expected.add(id);
            ids.add(id);
        }

        for (long id = (5L << 32) - 101_000; id < (5L << 32) + 101_000; id++) {
            assertThat(ids.contains(id)).as("%d", id).isEqualTo(expected.contains(id));
        }
        assertThat(ids.isEmpty()).isFalse();
    }

    @Test
    void takesInAnotherSet() {
        TransactionIdSet ids = new TransactionIdSet();
        ids.add(70);
        TransactionIdSet others = new TransactionIdSet();
        others.add(71);
        others.add(5L << 32);

        ids.addAll(others);
        others.add(72);

        for (long id : new long[] {70, 71, 5L << 32}) {
            assertThat(ids.contains(id)).as("%d", id).isTrue();
        }
        assertThat(ids.contains(72)).as("added to the other set afterwards").isFalse();
    }
}
