package com.everyoneslecture.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class TableTest {

    @Test
    void putsNamesToTheLeftAndFiguresToTheRight() {
        Table table = new Table(
                "title", List.of("", "events/s"), List.of(List.of("limit", "5"), List.of("a relay", "12345678 (…)")));

        assertThat(table.text()).isEqualTo("""
                title

                             events/s
                limit               5
                a relay  12345678 (…)
                """);
    }

    @Test
    void refusesARowThatDoesNotFit() {
        List<List<String>> rows = List.of(List.of("one"));

        assertThatThrownBy(() -> new Table("title", List.of("a", "b"), rows))
                .hasMessageContaining("a row of 1 cells in a table of 2");
    }
}
