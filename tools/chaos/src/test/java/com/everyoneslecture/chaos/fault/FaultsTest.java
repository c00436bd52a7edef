package com.everyoneslecture.chaos.fault;

import static org.assertj.core.api.Assertions.assertThat;

import com.everyoneslecture.chaos.guarantee.HaltsForAReason;
import com.everyoneslecture.chaos.stack.Deployment;
import com.everyoneslecture.localstack.stack.RelayProgram;
import java.util.List;
import org.junit.jupiter.api.Test;

class FaultsTest {

    @Test
    void areAllOfThemInAPlainSystem() {
        assertThat(names(Faults.usual(Deployment.PLAIN))).isEqualTo(names(Faults.of(Deployment.PLAIN)));
    }

    @Test
    void areThoseOfTheRelaysWhereThereAreSeveral() {
        assertThat(names(Faults.usual(new Deployment(RelayProgram.SERVICE, 2, false))))
                .contains("kill-outbox-relay", "kill-outbox-relay-2", "cut-relay-2-kafka", "isolate-outbox-relay-2")
                .allMatch(name -> name.contains("relay"))
                .doesNotContain("kill-outbox-relay-3", "slow-relay-kafka");
    }

    @Test
    void arePromotionsAndThoseOfTheRelayWhereThereIsAStandby() {
        assertThat(names(Faults.usual(new Deployment(RelayProgram.SERVICE, 1, true))))
                .contains("promote-category-db", "promote-category-db-without-relay", "kill-category-db-standby")
                .contains("kill-outbox-relay")
                .doesNotContain("kill-category-db", "kill-kafka");
    }

    @Test
    void requireAnOperatorWhereThePublicationOrTheLedgerIsWrong() {
        List<Fault> halting = Faults.of(new Deployment(RelayProgram.CONNECT, 1, false)).stream()
                .filter(fault -> fault.relaxes().contains(HaltsForAReason.NAME))
                .toList();
        assertThat(names(halting))
                .containsExactly("publication-dropped-and-back", "publication-remade", "row-filter", "foreign-ledger");
    }

    private static List<String> names(List<Fault> faults) {
        return faults.stream().map(Fault::name).toList();
    }
}
