package com.everyoneslecture.relay.command;

import com.everyoneslecture.relay.verify.Report;
import com.everyoneslecture.relay.verify.Report.Event;
import com.everyoneslecture.relay.verify.Report.Found;
import java.util.Locale;

/** Prints a verification's report for operators. */
final class ReportLines {

    private final Output output;

    ReportLines(Output output) {
        this.output = output;
    }

    void print(Report report) {
        count(
                "rows in the outbox",
                report.rows(),
                "of " + String.format(Locale.ROOT, "%,d", report.aggregates()) + " aggregates");
        count("records in the topics", report.records(), "");
        count("published", report.published(), "");
        unlessNone("replayed", report.replayed(), "records of replays, which do not count as doubled");
        unlessNone("newer", report.newer(), "committed after the outbox was read");
        unlessNone("older than the outbox", report.older(), "their rows were dropped or deleted");
        unlessNone("of other programs", report.foreign(), "without an event id, from before the relay");
        output.out().println();
        bad("lost", report.lost(), "rows with no record");
        if (!report.confirmed() || report.unpublished().count() > 0) {
            bad("unpublished", report.unpublished(), "rows with no record yet; the relay has not checked them");
        }
        bad("doubled", report.doubled(), "events with several records");
        bad("misordered", report.misordered(), "records behind a later version");
        bad("phantom", report.phantom(), "records without a row");
        if (report.deadLettered().count() > 0) {
            found(
                    "dead-lettered",
                    report.deadLettered(),
                    "in a dead letter topic only",
                    output.yellow("dead-lettered"));
        }
        output.out().println();
        report.notes().forEach(note -> output.out().println(output.yellow("note: ") + note));
        output.out()
                .println(
                        report.clean()
                                ? output.green("every event is in its topic, once and in order")
                                : output.red("not every event is in its topic once and in order"));
    }

    private void unlessNone(String what, long count, String meaning) {
        if (count > 0) {
            count(what, count, meaning);
        }
    }

    private void bad(String what, Found found, String meaning) {
        found(what, found, meaning, found.count() == 0 ? what : output.red(what));
    }

    private void found(String what, Found found, String meaning, String shown) {
        line(what, shown, found.count(), meaning);
        for (Event event : found.first()) {
            output.out().println("    " + line(event));
        }
        if (found.count() > found.first().size()) {
            output.out()
                    .println("    and "
                            + String.format(
                                    Locale.ROOT,
                                    "%,d",
                                    found.count() - found.first().size()) + " more");
        }
    }

    private static String line(Event event) {
        return (event.id() == null ? "(no event id)" : event.id())
                + (event.aggregate() == null ? "" : "  " + event.aggregate())
                + (event.version() == null ? "" : "  version " + event.version())
                + (event.place() == null ? "" : "  at " + event.place());
    }

    private void count(String what, long count, String meaning) {
        line(what, what, count, meaning);
    }

    private void line(String what, String shown, long count, String meaning) {
        String figure = String.format(Locale.ROOT, "%,14d", count);
        output.out()
                .println((shown + " ".repeat(Math.max(1, 22 - what.length())) + figure + "  " + meaning)
                        .stripTrailing());
    }
}
