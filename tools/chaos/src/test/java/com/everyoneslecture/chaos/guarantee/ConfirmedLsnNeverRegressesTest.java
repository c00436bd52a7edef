package com.everyoneslecture.chaos.guarantee;

import static org.assertj.core.api.Assertions.assertThat;

import com.everyoneslecture.chaos.observe.Outbox.Slot;
import org.junit.jupiter.api.Test;

class ConfirmedLsnNeverRegressesTest {

    private final Verdicts verdicts = new Verdicts(violation -> {});
    private final ConfirmedLsnNeverRegresses guarantee = new ConfirmedLsnNeverRegresses(verdicts);

    @Test
    void acceptsAPositionThatStaysOrRises() {
        observed(100, "one life");
        observed(100, "one life");
        observed(200, "one life");
        assertThat(verdicts.all()).isEmpty();
        assertThat(guarantee.judged()).isEqualTo(3);
    }

    @Test
    void findsAPositionThatGoesBack() {
        verdicts.during("kill-outbox-relay");
        observed(200, "one life");
        observed(199, "one life");
        assertThat(verdicts.all()).singleElement().satisfies(violation -> {
            assertThat(violation.damage()).isEqualTo(Damage.WENT_BACK);
            assertThat(violation.during()).isEqualTo("kill-outbox-relay");
            assertThat(violation.what()).isEqualTo("from 200 to 199");
        });
    }

    @Test
    void letsACrashOfTheServerTakeItBackToTheLastCheckpoint() {
        observed(200, "one life");
        observed(150, "the next one");
        assertThat(verdicts.all()).isEmpty();
        observed(149, "the next one");
        assertThat(verdicts.all()).hasSize(1);
    }

    private void observed(long lsn, String life) {
        guarantee.observed(new Slot(lsn, 0, life));
    }
}
