package com.everyoneslecture.outbox.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Test;

class StartTest {

    private static final UUID TOPIC = new UUID(0, 1);
    private static final StoredOffset STORED = new StoredOffset(TOPIC, 7, null);

    @Test
    void isTheStoredOffsetWhateverTheGroupHasCommitted() {
        assertThat(Start.of(STORED, TOPIC, false, true)).isEqualTo(Start.STORED);
        assertThat(Start.of(STORED, TOPIC, false, false)).isEqualTo(Start.STORED);
    }

    @Test
    void isTheGroupsOffsetWhereTheDatabaseHasNoneYet() {
        assertThat(Start.of(null, TOPIC, false, true)).isEqualTo(Start.COMMITTED);
    }

    @Test
    void isTheBeginningWhereNeitherHasAnOffset() {
        assertThat(Start.of(null, TOPIC, false, false)).isEqualTo(Start.BEGINNING);
    }

    @Test
    void isTheBeginningWhereTheTopicWasCreatedAgain() {
        assertThat(Start.of(STORED, new UUID(0, 2), false, true)).isEqualTo(Start.NEW_TOPIC);
    }

    @Test
    void isTheBeginningWhereARebuildIsDueWhateverIsStored() {
        assertThat(Start.of(STORED, TOPIC, true, true)).isEqualTo(Start.REBUILD);
        assertThat(Start.of(STORED, new UUID(0, 2), true, true)).isEqualTo(Start.REBUILD);
        assertThat(Start.of(null, TOPIC, true, true)).isEqualTo(Start.REBUILD);
    }
}
