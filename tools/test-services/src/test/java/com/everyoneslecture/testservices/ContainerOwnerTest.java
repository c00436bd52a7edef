package com.everyoneslecture.testservices;

import static org.assertj.core.api.Assertions.assertThat;

import com.everyoneslecture.localstack.process.ProcessIdentity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContainerOwnerTest {

    private final ContainerOwner thisJvm = ContainerOwner.thisJvm();

    @Test
    void lives() {
        assertThat(thisJvm.dead()).isFalse();
        assertThat(ContainerOwner.parse(thisJvm.text()))
                .get()
                .satisfies(parsed -> assertThat(parsed.dead()).isFalse())
                .extracting(ContainerOwner::text)
                .isEqualTo(thisJvm.text());
    }

    @Test
    void isDeadWhenAnotherProcessHasItsNumber() {
        assertThat(new ContainerOwner(thisJvm.processes(), sameNumberOfLongAgo()).dead())
                .isTrue();
    }

    @Test
    void mayLiveAmongProcessesThatNobodySeesFromHere() {
        assertThat(new ContainerOwner("others", sameNumberOfLongAgo()).dead()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "all", "all 1", "all one 2"})
    void isNotReadFromSomethingElse(String text) {
        assertThat(ContainerOwner.parse(text)).isEmpty();
    }

    private ProcessIdentity sameNumberOfLongAgo() {
        return new ProcessIdentity(thisJvm.jvm().pid(), thisJvm.jvm().start() + "0");
    }
}
