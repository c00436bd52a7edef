package com.everyoneslecture.chaos.guarantee;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class HaltsForAReasonTest {

    private final Verdicts verdicts = new Verdicts(violation -> {});
    private final HaltsForAReason guarantee = new HaltsForAReason(verdicts, true);

    @Test
    void acceptsHaltsDuringAFaultThatRequiresAnOperator() {
        guarantee.during(true);
        guarantee.judge(List.of("127.0.0.1:8085: the publication is missing"));
        guarantee.during(false);
        guarantee.judge(List.of());
        assertThat(verdicts.all()).isEmpty();
        assertThat(guarantee.judged()).as("only after the fault").isEqualTo(1);
    }

    @Test
    void findsAHaltWithoutAReasonOnce() {
        verdicts.during("kill-kafka");
        guarantee.judge(List.of("127.0.0.1:8085: the slot is unreadable", "127.0.0.1:8085: the slot is unreadable"));
        assertThat(verdicts.all()).singleElement().satisfies(violation -> {
            assertThat(violation.guarantee()).isEqualTo("HaltsForAReason");
            assertThat(violation.damage()).isEqualTo(Damage.HALTED);
            assertThat(violation.during()).isEqualTo("kill-kafka");
            assertThat(violation.what()).isEqualTo("127.0.0.1:8085: the slot is unreadable");
        });
    }
}
