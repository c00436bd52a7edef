package com.everyoneslecture.console.flow;

import static org.assertj.core.api.Assertions.assertThat;

import com.everyoneslecture.console.flow.Condition.Health;
import com.everyoneslecture.console.flow.Replication.Replicas;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ReplicationTest {

    private static final List<Integer> ALL = List.of(1, 2, 3);

    @Test
    void isGoodWhileAllReplicasAreInSync() {
        assertThat(condition(2, new Replicas(1, ALL, ALL), new Replicas(2, ALL, ALL)))
                .isEqualTo(Condition.GOOD);
    }

    @Test
    void warnsOfReplicasThatAreNotInSyncAndNamesTheBrokers() {
        Condition condition = condition(2, new Replicas(1, ALL, List.of(1, 3)), new Replicas(3, ALL, ALL));

        assertThat(condition.health()).isEqualTo(Health.WARNING);
        assertThat(condition.cause()).isEqualTo("partitions with replicas that are not in sync: 0; missing brokers: 2");
        assertThat(condition.remedy()).isEqualTo("start these brokers, or see their logs: 2");
    }

    @Test
    void isBrokenWhereTooFewAreInSyncForAWrite() {
        Condition condition = condition(2, new Replicas(1, ALL, List.of(1)), new Replicas(1, ALL, List.of(1)));

        assertThat(condition.health()).isEqualTo(Health.BAD);
        assertThat(condition.cause())
                .isEqualTo("partitions that accept no writes: 0, 1; fewer than 2 of their replicas are in sync");
        assertThat(condition.remedy()).contains("2, 3");
    }

    @Test
    void isBrokenWithoutALeader() {
        Condition condition = condition(1, new Replicas(1, ALL, ALL), new Replicas(null, ALL, List.of(2)));

        assertThat(condition.health()).isEqualTo(Health.BAD);
        assertThat(condition.cause()).contains("partitions without a leader: 1;");
    }

    @Test
    void warnsOnlyWhereTheSmallestNumberIsUnknown() {
        assertThat(condition(null, new Replicas(1, ALL, List.of(1))).health()).isEqualTo(Health.WARNING);
    }

    private static Condition condition(@Nullable Integer minInSync, Replicas first) {
        return new Replication(Map.of(0, first), minInSync).condition();
    }

    private static Condition condition(@Nullable Integer minInSync, Replicas first, Replicas second) {
        return new Replication(Map.of(0, first, 1, second), minInSync).condition();
    }
}
