package com.everyoneslecture.console.event;

import static org.assertj.core.api.Assertions.assertThat;

import com.everyoneslecture.console.event.EventTimeline.Stage;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class EventTimelineTest {

    private static final Instant NOW = Instant.parse("2026-11-23T04:00:00Z");

    private final EventTimeline event = EventTimeline.inOutbox(
            new EventTimeline.Event(UUID.randomUUID(), "category", "7", 3, "LectureCategoryChanged", "{}", NOW));

    @Test
    void comesFromTheOutboxByTheTopicToTheReadModel() {
        EventTimeline published =
                event.published(new EventTimeline.Place("categoryChanged", 2, 41L, Map.of("ce_id", "x")));
        EventTimeline applied = published.applied(3, NOW.plusMillis(9));

        assertThat(event.stage()).isEqualTo(Stage.OUTBOX);
        assertThat(published.stage()).isEqualTo(Stage.TOPIC);
        assertThat(applied.stage()).isEqualTo(Stage.READ_MODEL);
        assertThat(applied.appliedAt()).isEqualTo(NOW.plusMillis(9));
        assertThat(applied.place().offset()).isEqualTo(41);
    }

    @Test
    void isSupersededWhereALaterOneIsShown() {
        assertThat(event.applied(4, NOW).stage()).isEqualTo(Stage.SUPERSEDED);
        assertThat(event.applied(4, NOW).appliedAt()).isNull();
    }

    @Test
    void staysWhereItIsWhileAnEarlierOneIsShown() {
        assertThat(event.applied(2, NOW)).isSameAs(event);
    }

    @Test
    void keepsWhenItWasAppliedThoughALaterOneFollows() {
        EventTimeline applied = event.applied(3, NOW);

        assertThat(applied.applied(4, NOW.plusSeconds(1))).isSameAs(applied);
    }

    @Test
    void mayBeSeenInTheReadModelBeforeItsRecordIs() {
        assertThat(event.applied(3, NOW)
                        .published(new EventTimeline.Place("categoryChanged", 0, 1L, Map.of()))
                        .stage())
                .isEqualTo(Stage.READ_MODEL);
    }
}
