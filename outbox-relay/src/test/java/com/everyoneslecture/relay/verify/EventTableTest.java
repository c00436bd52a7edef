package com.everyoneslecture.relay.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class EventTableTest {

    private static final byte SEEN = 2;

    @Test
    void findsWhatWasAddedAndNothingElse() {
        EventTable table = new EventTable(0);
        UUID id = UUID.randomUUID();
        int slot = table.add(id, 7, 11, 3);

        assertThat(table.find(id)).isEqualTo(slot);
        assertThat(table.version(slot)).isEqualTo(7);
        assertThat(table.appended(slot)).isEqualTo(11);
        assertThat(table.key(slot)).isEqualTo(3);
        assertThat(table.find(UUID.randomUUID())).isEqualTo(-1);
        assertThat(table.find(new UUID(0, 0))).isEqualTo(-1);
    }

    @Test
    void addsAnEventOnceAndKeepsItsMark() {
        EventTable table = new EventTable(0);
        UUID id = UUID.randomUUID();
        table.mark(table.add(id, 7, 11, 3), SEEN);

        int slot = table.add(id, 8, 12, 4);

        assertThat(table.size()).isEqualTo(1);
        assertThat(table.version(slot)).isEqualTo(7);
        assertThat(table.is(slot, SEEN)).isTrue();
    }

    @Test
    void keepsEverythingWhileItGrows() {
        EventTable table = new EventTable(0);
        Set<UUID> ids = new HashSet<>();
        for (int number = 0; number < 10_000; number++) {
            // UUIDv7 ids of one millisecond: only a few bits differ.
            UUID id = new UUID(0x0190_A0A0_0000_7000L, number);
            ids.add(id);
            int slot = table.add(id, number, 2L * number, number % 7);
            if (number % 2 == 0) {
                table.mark(slot, SEEN);
            }
        }

        assertThat(table.size()).isEqualTo(10_000);
        Set<UUID> visited = new HashSet<>();
        table.forEach((slot, id) -> {
            visited.add(id);
            long number = id.getLeastSignificantBits();
            assertThat(table.version(slot)).isEqualTo(number);
            assertThat(table.appended(slot)).isEqualTo(2 * number);
            assertThat(table.key(slot)).isEqualTo((int) number % 7);
            assertThat(table.is(slot, SEEN)).isEqualTo(number % 2 == 0);
        });
        assertThat(visited).isEqualTo(ids);
    }
}
