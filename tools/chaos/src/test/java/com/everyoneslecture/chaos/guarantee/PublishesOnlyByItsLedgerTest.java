package com.everyoneslecture.chaos.guarantee;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PublishesOnlyByItsLedgerTest {

    private final Verdicts verdicts = new Verdicts(violation -> {});
    private final PublishesOnlyByItsLedger guarantee = new PublishesOnlyByItsLedger(verdicts);

    @Test
    void findsRecordsOfARelayWhoseLedgerBelongsToAnotherSystem() {
        guarantee.judge(0);
        assertThat(verdicts.all()).isEmpty();
        guarantee.judge(3);
        assertThat(verdicts.all()).singleElement().satisfies(violation -> {
            assertThat(violation.damage()).isEqualTo(Damage.FORBIDDEN);
            assertThat(violation.what()).startsWith("3 records were published");
        });
        assertThat(guarantee.judged()).isEqualTo(2);
    }
}
