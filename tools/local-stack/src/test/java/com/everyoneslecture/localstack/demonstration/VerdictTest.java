package com.everyoneslecture.localstack.demonstration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Locale;
import org.junit.jupiter.api.Test;

class VerdictTest {

    @Test
    void countsWhatIsNotPublishedAsLost() {
        Verdict verdict = Verdict.of(json(1, 2, 0, 0, 0));
        assertThat(verdict.lost()).isEqualTo(3);
        assertThat(verdict.holds()).isFalse();
        assertThat(Verdict.of(json(0, 0, 1, 0, 0)).holds()).isFalse();
        assertThat(Verdict.of(json(0, 0, 0, 1, 0)).holds()).isFalse();
    }

    @Test
    void holdsInSpiteOfAMalformedRecord() {
        Verdict verdict = Verdict.of(json(0, 0, 0, 0, 1));
        assertThat(verdict.holds()).isTrue();
        assertThat(verdict.phantom()).isEqualTo(1);
        assertThat(verdict.rows()).isEqualTo(7);
    }

    @Test
    void isNoneWithoutAReport() {
        assertThatThrownBy(() -> Verdict.of("the database does not answer"))
                .isInstanceOf(DemonstrationFailedException.class);
        assertThatThrownBy(() -> Verdict.of("")).isInstanceOf(DemonstrationFailedException.class);
    }

    private static String json(int lost, int unpublished, int doubled, int misordered, int phantom) {
        return String.format(Locale.ROOT, """
                {"rows":7,"records":7,"lost":{"count":%d},"unpublished":{"count":%d},"doubled":{"count":%d},
                 "misordered":{"count":%d},"phantom":{"count":%d}}""", lost, unpublished, doubled, misordered, phantom);
    }
}
