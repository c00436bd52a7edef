package com.everyoneslecture.localstack.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HelpTest {

    @Test
    void namesTheCommandsOfTheRelay() {
        assertThat(help("--help")).contains("doctor, verify, replay and adopt are commands of the relay");
    }

    @ParameterizedTest
    @ValueSource(strings = {"logs", "kill", "stop", "start", "pause", "resume"})
    void namesEachComponentThatUpAlwaysStarts(String command) {
        assertThat(help(command, "--help"))
                .contains("category-db", "lecture-db", "kafka", "category-app", "outbox-relay")
                .contains("lecture-projector", "console");
    }

    private static String help(String... arguments) {
        StringWriter out = new StringWriter();
        int status = Outbox.commandLine(new PrintWriter(out, true), new PrintWriter(out, true))
                .execute(arguments);
        assertThat(status).as(out.toString()).isZero();
        return out.toString();
    }
}
