package com.everyoneslecture.benchmarks.capture;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LoadTest {

    @Test
    void hasAtMostTwoGibibytesOfPayload() {
        assertThat(Load.of(1_000_000, 100, 1024).events()).isEqualTo(1_000_000);
        assertThat(Load.of(1_000_000, 100, 10_240).events()).isEqualTo(209_700);
    }

    @Test
    void hasWholeTransactionsOnly() {
        assertThat(Load.of(250, 100, 150).events()).isEqualTo(200);
        assertThat(Load.of(20, 100, 150).events()).isEqualTo(100);
    }
}
