package com.everyoneslecture.console.flow;

import static org.assertj.core.api.Assertions.assertThat;

import com.everyoneslecture.console.flow.GroupMembers.Member;
import com.everyoneslecture.console.flow.Rebalances.Move;
import com.everyoneslecture.console.flow.Rebalances.Rebalance;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.common.GroupState;
import org.junit.jupiter.api.Test;

class RebalancesTest {

    private final Rebalances rebalances = new Rebalances();

    @Test
    void saysWhoJoinedAndLeftAndWhichPartitionsMoved() {
        take(1, GroupState.STABLE, member("a", 0, 1), member("b", 2));
        take(2, GroupState.STABLE, member("a", 0), member("c", 1, 2));

        assertThat(rebalances.newest())
                .containsExactly(new Rebalance(
                        Instant.ofEpochSecond(2),
                        List.of("projector c"),
                        List.of("projector b"),
                        List.of(new Move(1, "projector a", "projector c"), new Move(2, "projector b", "projector c"))));
        assertThat(rebalances.count()).isEqualTo(1);
    }

    @Test
    void seesAGroupThatBecomesEmptyAndNothingWhileOneIsUnderWay() {
        take(1, GroupState.STABLE, member("a", 0));
        take(2, GroupState.PREPARING_REBALANCE);
        take(3, GroupState.EMPTY);

        assertThat(rebalances.newest())
                .containsExactly(new Rebalance(
                        Instant.ofEpochSecond(3),
                        List.of(),
                        List.of("projector a"),
                        List.of(new Move(0, "projector a", null))));
    }

    @Test
    void remembersTheLastFiftyAndComparesNothingAcrossARest() {
        take(0, GroupState.STABLE, member("m0", 0));
        for (int number = 1; number <= 60; number++) {
            take(number, GroupState.STABLE, member("m" + number, 0));
        }
        rebalances.rest();
        take(100, GroupState.STABLE, member("other", 0));

        assertThat(rebalances.newest()).hasSize(50);
        assertThat(rebalances.newest().get(0).at()).isEqualTo(Instant.ofEpochSecond(60));
        assertThat(rebalances.count()).isEqualTo(60);
    }

    private void take(long second, GroupState state, Member... members) {
        rebalances.take(Instant.ofEpochSecond(second), new GroupMembers(state, List.of(members)));
    }

    private static Member member(String own, Integer... partitions) {
        return new Member("projector-" + own, "projector", "/127.0.0.1", List.of(partitions));
    }
}
