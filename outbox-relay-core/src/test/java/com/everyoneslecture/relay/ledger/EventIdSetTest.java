package com.everyoneslecture.relay.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class EventIdSetTest {

    @Test
    void holdsWhatWasAddedAndNothingElse() {
        Random random = new Random(1);
        EventIdSet set = new EventIdSet();
        Set<UUID> reference = new HashSet<>();
        for (int number = 0; number < 100_000; number++) {
            // UUIDv7 ids that are close in time, and so few different ones that many occur twice.
            UUID id = new UUID(0x0190_0000_0000_7000L + random.nextInt(50), random.nextInt(2_000));
            set.add(id);
            reference.add(id);
        }
        assertThat(set.size()).isEqualTo(reference.size());
        assertThat(reference).allMatch(set::contains);
        for (int number = 0; number < 100_000; number++) {
            UUID id = new UUID(0x0190_0000_0000_7000L + random.nextInt(60), random.nextInt(3_000));
            assertThat(set.contains(id)).isEqualTo(reference.contains(id));
        }
    }

    @Test
    void holdsTheIdThatIsAllZero() {
        EventIdSet set = new EventIdSet();
        UUID zero = new UUID(0, 0);
        assertThat(set.contains(zero)).isFalse();
        set.add(zero);
        set.add(zero);
        assertThat(set.contains(zero)).isTrue();
        assertThat(set.size()).isEqualTo(1);
    }
}
