package com.everyoneslecture.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@Timeout(300)
class TransactionsBenchmarkIT {

    @Test
    void comparesBothPathsForBothLoads() {
        StringWriter out = new StringWriter();

        int status = Benchmarks.commandLine()
                .setOut(new PrintWriter(out))
                .execute("transactions", "--events", "2000", "--rounds", "1", "--json");

        assertThat(status).isZero();
        JsonNode report = JsonMapper.shared().readTree(out.toString());
        assertThat(report.at("/machine/processors").asInt()).isPositive();
        assertThat(report.at("/comparisons")).hasSize(2).allSatisfy(comparison -> {
            assertThat(comparison.at("/with/median").asDouble()).isPositive();
            assertThat(comparison.at("/without/median").asDouble()).isPositive();
            assertThat(comparison.at("/ratio/median").asDouble()).isPositive();
        });
    }
}
