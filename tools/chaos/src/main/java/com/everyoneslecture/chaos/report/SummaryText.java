package com.everyoneslecture.chaos.report;

import com.everyoneslecture.chaos.run.Result;
import com.everyoneslecture.chaos.run.Result.Counts;
import com.everyoneslecture.chaos.run.Result.Orders;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;

/** The results of a run as text. */
public final class SummaryText {

    private static final List<String> HEADINGS = List.of(
            "fault",
            "times",
            "recovery median",
            "worst",
            "once serving",
            "lost",
            "doubled",
            "misordered",
            "skipped",
            "other");

    private SummaryText() {}

    /** Returns a line for each fault. */
    public static String table(Result result) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(HEADINGS);
        FaultSummary.of(result).forEach(summary -> rows.add(cells(summary)));
        StringBuilder text = new StringBuilder();
        for (List<String> row : rows) {
            for (int column = 0; column < row.size(); column++) {
                int at = column;
                int width = rows.stream()
                        .mapToInt(cells -> cells.get(at).length())
                        .max()
                        .orElse(0);
                String cell = row.get(column);
                String padding = " ".repeat(width - cell.length());
                // Names are aligned left, figures right.
                text.append(column == 0 ? cell + padding : "  " + padding + cell);
            }
            text.append('\n');
        }
        return text.toString();
    }

    /** Returns the headings of the table. */
    static List<String> headings() {
        return HEADINGS;
    }

    /** Returns the cells of a line of the table. */
    static List<String> cells(FaultSummary summary) {
        boolean never = summary.times() == 0;
        return List.of(
                summary.fault(),
                Integer.toString(summary.times()),
                never ? "-" : seconds(summary.medianMillis()),
                never ? "-" : seconds(summary.worstMillis()),
                never ? "-" : seconds(summary.worstCatchUpMillis()),
                Long.toString(summary.lost()),
                Long.toString(summary.doubled()),
                Long.toString(summary.misordered()),
                Long.toString(summary.skipped()),
                Long.toString(summary.other()));
    }

    /** Returns the amount of checked data, and the verdict. */
    public static String verdict(Result result) {
        Counts counts = result.counts();
        String looked = String.format(
                Locale.ROOT,
                "%,d events committed, %,d rolled back, %,d writes unanswered; %,d records, %,d compared with their"
                        + " rows, %,d committed offsets, %,d positions of the slot, %,d categories compared in %s",
                counts.rows(),
                counts.rolledBack(),
                counts.unanswered(),
                counts.records(),
                counts.compared(),
                counts.offsets(),
                counts.slotLooks(),
                counts.categories(),
                seconds(result.lastedMillis()));
        String verdict = result.isViolated() ? violations(result) : held(result);
        return looked + orders(counts.orders()) + "\n" + verdict;
    }

    /** Says under how many faults the guarantees held, unless the run was whole. */
    private static String held(Result result) {
        int faults = result.faults().size();
        if (faults == 0) {
            return "No fault was injected: nothing was tried.";
        }
        OptionalInt planned = result.settings().faults().size();
        boolean all = planned.isEmpty() || planned.getAsInt() == faults;
        if (result.complete() && all) {
            return "All guarantees held.";
        }
        String of = planned.isEmpty() ? "" : " of " + planned.getAsInt();
        String text = "All guarantees held under " + faults + of + (faults == 1 && of.isEmpty() ? " fault" : " faults");
        return text + (result.complete() ? "." : "; ended early.");
    }

    /** Returns a line for each violated guarantee, and the seed. */
    private static String violations(Result result) {
        StringBuilder text = new StringBuilder();
        ViolationGroup.of(result.violations())
                .forEach(group -> text.append(group.headline()).append('\n'));
        int count = result.violations().size();
        return text.append(count)
                .append(count == 1 ? " violation" : " violations")
                .append("; seed ")
                .append(result.settings().seed())
                .toString();
    }

    /** Returns a separate line; none if the system had one service. */
    private static String orders(Orders orders) {
        return orders.rows() == 0
                ? ""
                : String.format(
                        Locale.ROOT,
                        "\n%,d events of orders committed, %,d rolled back, %,d writes unanswered; %,d records, %,d compared"
                                + " with what was appended",
                        orders.rows(),
                        orders.rolledBack(),
                        orders.unanswered(),
                        orders.records(),
                        orders.compared());
    }

    private static String seconds(long millis) {
        return String.format(Locale.ROOT, "%.1f s", millis / 1000.0);
    }
}
