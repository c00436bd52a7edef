package com.everyoneslecture.localstack.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class WaitingLineTest {

    private static final String ERASE = "\r\u001b[K";

    private final StringWriter printed = new StringWriter();
    private final PrintWriter out = new PrintWriter(printed);

    @Test
    void printsALineEveryTenSecondsWhereThereIsNoTerminal() {
        WaitingLine line = new WaitingLine(out, false);
        line.add("kafka");
        line.add("category-db");
        for (int seconds = 1; seconds <= 25; seconds++) {
            line.tick(Duration.ofSeconds(seconds));
            if (seconds == 12) {
                line.remove("category-db");
            }
        }
        assertThat(printed).hasToString("waiting for kafka, category-db, 10 s\nwaiting for kafka, 20 s\n");
    }

    @Test
    void rewritesOneLineOfATerminal() {
        WaitingLine line = new WaitingLine(out, true);
        line.add("kafka");
        line.tick(Duration.ofSeconds(1));
        line.tick(Duration.ofSeconds(2));
        line.erase();
        line.erase();
        assertThat(printed).hasToString(ERASE + "waiting for kafka, 1 s" + ERASE + "waiting for kafka, 2 s" + ERASE);
    }

    @Test
    void printsNothingOnceAllServe() {
        WaitingLine line = new WaitingLine(out, false);
        line.add("kafka");
        line.clear();
        line.tick(Duration.ofSeconds(100));
        assertThat(printed.toString()).isEmpty();
    }

    @Test
    void namesAllServices() {
        WaitingLine line = new WaitingLine(out, false);
        List.of("lecture-projector", "category-app", "outbox-relay", "console").forEach(line::add);
        line.tick(Duration.ofSeconds(99));
        assertThat(printed).hasToString("waiting for lecture-projector, category-app, outbox-relay, console, 99 s\n");
    }

    @Test
    void fitsIntoATerminalOf80Columns() {
        WaitingLine line = new WaitingLine(out, false);
        for (int number = 0; number < 12; number++) {
            line.add("lecture-projector-" + number);
        }
        line.tick(Duration.ofSeconds(7_000));
        assertThat(printed.toString().stripTrailing())
                .isEqualTo("waiting for lecture-projector-0, lecture-projector-1 and 10 more, 7000 s")
                .hasSizeLessThan(80);
    }
}
