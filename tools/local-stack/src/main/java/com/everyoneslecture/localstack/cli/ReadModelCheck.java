package com.everyoneslecture.localstack.cli;

import com.everyoneslecture.localstack.readmodel.ReadModelComparison;
import com.everyoneslecture.localstack.readmodel.ReadModelReport;
import java.io.PrintWriter;
import java.sql.SQLException;
import java.time.Duration;

/** The second half of {@code verify}: the read model of the running system against its categories. */
final class ReadModelCheck {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final ReadModelComparison comparison;

    ReadModelCheck(ReadModelComparison comparison) {
        this.comparison = comparison;
    }

    /** Prints the result, and returns the exit status: 0 if both are alike, 1 if they differ, 2 if a database does not answer. */
    int run(PrintWriter out, PrintWriter err) throws InterruptedException {
        try {
            ReadModelReport report = comparison.run(PATIENCE);
            report.lines().forEach(out::println);
            return report.alike() ? 0 : 1;
        } catch (SQLException e) {
            err.println("outbox: the read model was not compared, see `./outbox status`: " + e.getMessage());
            return 2;
        }
    }
}
