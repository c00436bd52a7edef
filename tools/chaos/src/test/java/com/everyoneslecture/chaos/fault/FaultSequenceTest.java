package com.everyoneslecture.chaos.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.everyoneslecture.chaos.fault.FaultSequence.Step;
import com.everyoneslecture.chaos.stack.Deployment;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FaultSequenceTest {

    private static final List<Fault> ALL = Faults.of(Deployment.PLAIN);

    @Test
    void isTheSameForTheSameSeed() {
        assertThat(take(500, FaultSequence.random(ALL, 4711, Optional.empty())))
                .isEqualTo(take(500, FaultSequence.random(ALL, 4711, Optional.empty())));
    }

    @Test
    void isAnotherOneForAnotherSeed() {
        assertThat(names(take(ALL.size(), FaultSequence.random(ALL, 1, Optional.empty()))))
                .isNotEqualTo(names(take(ALL.size(), FaultSequence.random(ALL, 2, Optional.empty()))));
    }

    @Test
    void hasTheSameFaultsHoweverLongTheyAreHeld() {
        assertThat(names(take(100, FaultSequence.random(ALL, 7, Optional.of(Duration.ofSeconds(60))))))
                .isEqualTo(names(take(100, FaultSequence.random(ALL, 7, Optional.empty()))));
    }

    @Test
    void bringsEachFaultOnceBeforeOneComesAgain() {
        FaultSequence sequence = FaultSequence.random(ALL, 42, Optional.empty());
        for (int round = 0; round < 5; round++) {
            assertThat(names(take(ALL.size(), sequence)))
                    .containsExactlyInAnyOrderElementsOf(
                            ALL.stream().map(Fault::name).toList());
        }
    }

    @Test
    void bringsEachOnceInTheGivenOrderAndEnds() {
        FaultSequence sequence = FaultSequence.each(ALL, 42, Optional.empty());
        assertThat(names(take(ALL.size(), sequence)))
                .containsExactlyElementsOf(ALL.stream().map(Fault::name).toList());
        assertThat(sequence.next()).isEmpty();
    }

    @Test
    void holdsAsLongAsItIsTold() {
        assertThat(take(50, FaultSequence.random(ALL, 42, Optional.of(Duration.ofSeconds(60)))))
                .allMatch(step -> step.hold().equals(Duration.ofSeconds(60)));
    }

    @Test
    void refusesNoFaults() {
        assertThatThrownBy(() -> FaultSequence.random(List.of(), 1, Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static List<Step> take(int count, FaultSequence sequence) {
        List<Step> steps = new ArrayList<>();
        for (int step = 0; step < count; step++) {
            steps.add(sequence.next().orElseThrow());
        }
        return steps;
    }

    private static List<String> names(List<Step> steps) {
        return steps.stream().map(step -> step.fault().name()).toList();
    }
}
