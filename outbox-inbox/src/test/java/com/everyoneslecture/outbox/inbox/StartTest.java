package com.everyoneslecture.outbox.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Test;

class StartTest {

    private static final UUID TOPIC = new UUID(0, 1);
    private static final StoredOffset STORED = new StoredOffset(TOPIC, 7, null);

    @Test
    void isTheStoredOffset() {
        assertThat(Start.of(STORED, TOPIC, false)).isEqualTo(Start.STORED);
    }

    @Test
    void isTheBeginningWhereTheDatabaseHasNoOffset() {
        assertThat(Start.of(null, TOPIC, false)).isEqualTo(Start.BEGINNING);
    }

    @Test
    void isTheBeginningWhereTheTopicWasCreatedAgain() {
        assertThat(Start.of(STORED, new UUID(0, 2), false)).isEqualTo(Start.NEW_TOPIC);
    }

    @Test
    void isTheBeginningWhereARebuildIsDueWhateverIsStored() {
        assertThat(Start.of(STORED, TOPIC, true)).isEqualTo(Start.REBUILD);
        assertThat(Start.of(STORED, new UUID(0, 2), true)).isEqualTo(Start.REBUILD);
        assertThat(Start.of(null, TOPIC, true)).isEqualTo(Start.REBUILD);
    }
}
