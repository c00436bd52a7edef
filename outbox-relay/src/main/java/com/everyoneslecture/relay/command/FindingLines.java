package com.everyoneslecture.relay.command;

import com.everyoneslecture.outbox.capture.finding.Finding;
import com.everyoneslecture.outbox.capture.finding.Finding.Status;
import java.util.List;

/** Prints findings for operators: one line each, followed by the fix. */
final class FindingLines {

    private static final int CHECK_WIDTH = 28;

    private final Output output;

    FindingLines(Output output) {
        this.output = output;
    }

    void print(List<Finding> findings) {
        String area = "";
        for (Finding finding : findings) {
            if (!finding.area().equals(area)) {
                area = finding.area();
                output.out().println(output.bold(area));
            }
            print(finding);
        }
        output.out().println();
        output.out()
                .println(count(findings, Status.OK) + " ok, " + count(findings, Status.WARN) + " warn, "
                        + count(findings, Status.FAIL) + " FAIL");
    }

    private void print(Finding finding) {
        output.out().println("  " + mark(finding.status()) + "  " + padded(finding.check()) + " " + finding.detail());
        if (finding.advice() != null) {
            output.out().println("        " + finding.advice());
        }
        if (finding.fix() != null) {
            output.out().println("        fix: " + finding.fix());
        }
    }

    private String mark(Status status) {
        return switch (status) {
            case OK -> output.green("ok  ");
            case WARN -> output.yellow("warn");
            case FAIL -> output.red("FAIL");
        };
    }

    private static String padded(String check) {
        return check + " ".repeat(Math.max(0, CHECK_WIDTH - check.length()));
    }

    private static long count(List<Finding> findings, Status status) {
        return findings.stream().filter(finding -> finding.status() == status).count();
    }
}
