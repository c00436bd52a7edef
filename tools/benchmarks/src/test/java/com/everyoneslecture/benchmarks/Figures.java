package com.everyoneslecture.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Runs a benchmark through its command line. */
public final class Figures {

    private Figures() {}

    /** Runs it once, with plots into the directory, and returns its data. */
    public static JsonNode of(Path directory, String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        Path json = directory.resolve("figures.json");
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--rounds=1", "--json=" + json, "--plots=" + directory));

        int status = Benchmarks.commandLine()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(all.toArray(String[]::new));

        assertThat(status).as(() -> out + "\n" + err).isZero();
        return JsonMapper.shared().readTree(json.toFile()).at("/findings/0/data");
    }
}
