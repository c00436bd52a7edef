package com.everyoneslecture.chaos.guarantee;

import static org.assertj.core.api.Assertions.assertThat;

import com.everyoneslecture.chaos.load.Journal;
import com.everyoneslecture.chaos.observe.Event;
import com.everyoneslecture.chaos.observe.TopicLog;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The answer to a deletion names no version: the category itself must be gone. */
class DeletionsTest {

    private final Journal journal = new Journal();
    private final Verdicts verdicts = new Verdicts(violation -> {});
    private final PublishedExactlyOnce exactlyOnce = new PublishedExactlyOnce(new TopicLog(), verdicts);

    @Test
    void findsACategoryThatIsBackAlthoughItsDeletionWasAcknowledged() {
        journal.deleted(4);
        journal.deleted(5);
        exactlyOnce.judgeDeletions(journal, Set.of(5L, 6L));
        assertThat(verdicts.all()).singleElement().satisfies(violation -> {
            assertThat(violation.damage()).isEqualTo(Damage.LOST);
            assertThat(violation.what()).contains("the deletion of category 5 was acknowledged");
        });
    }

    @Test
    void acceptsACategoryWhoseDeletionWasUndone() {
        journal.deleted(5);
        journal.undo(List.of(new Event(UUID.randomUUID(), 5, 3)));
        exactlyOnce.judgeDeletions(journal, Set.of(5L));
        assertThat(verdicts.all()).isEmpty();
        journal.deleted(5);
        exactlyOnce.judgeDeletions(journal, Set.of(5L));
        assertThat(verdicts.all()).hasSize(1);
    }
}
