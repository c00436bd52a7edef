package com.everyoneslecture.outbox.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventFailuresTest {

    @ParameterizedTest
    @ValueSource(strings = {"08006", "40P01", "57P01", "53300"})
    void blamesNoEventForAFailureOfTheDatabaseThatPasses(String state) {
        SQLException failure = new SQLException("unreachable", state);

        assertThat(EventFailures.isOfTheEvent(failure)).isFalse();
        assertThat(EventFailures.isOfTheEvent(new HandlerException(failure))).isFalse();
        assertThat(EventFailures.isOfTheEvent(new HandlerException(new IllegalStateException(failure))))
                .as("wrapped by a framework")
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"23505", "42P01", "57014"})
    void blamesTheEventForAStatementOfItsHandler(String state) {
        assertThat(EventFailures.isOfTheEvent(new HandlerException(new SQLException("rejected", state))))
                .isTrue();
    }

    @Test
    void blamesTheEventForAnyOtherExceptionOfItsHandler() {
        assertThat(EventFailures.isOfTheEvent(new HandlerException(new IOException("no JSON"))))
                .isTrue();
        assertThat(EventFailures.isOfTheEvent(new HandlerException(new IllegalStateException())))
                .isTrue();
        assertThat(EventFailures.isOfTheEvent(new IllegalArgumentException("ce_time is malformed")))
                .isTrue();
    }

    @Test
    void blamesTheEventForAnAbortedTransactionAndForRejectedValues() {
        assertThat(EventFailures.isOfTheEvent(new SQLException("aborted", "25P02")))
                .isTrue();
        assertThat(EventFailures.isOfTheEvent(new SQLException("no NUL in text", "22021")))
                .isTrue();
    }

    @Test
    void blamesNoEventForAMissingTableOfTheInbox() {
        assertThat(EventFailures.isOfTheEvent(new SQLException("no inbox_version", "42P01")))
                .isFalse();
    }

    @Test
    void blamesTheEventForAnErrorAlsoOfItsCommitButNotForOneOfTheVirtualMachine() {
        assertThat(EventFailures.isOfTheEvent(new NoClassDefFoundError())).isTrue();
        assertThat(EventFailures.isOfTheEvent(new StackOverflowError())).isTrue();
        assertThat(EventFailures.isOfTheEvent(new OutOfMemoryError())).isFalse();
        assertThat(EventFailures.isOfTheEvent(new InternalError())).isFalse();
    }

    @Test
    void blamesNoEventForAStop() {
        assertThat(EventFailures.isOfTheEvent(new InterruptedException())).isFalse();
    }
}
