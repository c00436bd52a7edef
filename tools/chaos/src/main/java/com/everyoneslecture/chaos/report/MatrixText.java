package com.everyoneslecture.chaos.report;

import com.everyoneslecture.chaos.guarantee.CommittedOffsetNeverPassesApplied;
import com.everyoneslecture.chaos.guarantee.ConfirmedLsnNeverRegresses;
import com.everyoneslecture.chaos.guarantee.Damage;
import com.everyoneslecture.chaos.guarantee.DiesOfFaultsOnly;
import com.everyoneslecture.chaos.guarantee.HaltsForAReason;
import com.everyoneslecture.chaos.guarantee.NoPhantomEvents;
import com.everyoneslecture.chaos.guarantee.PerAggregateOrder;
import com.everyoneslecture.chaos.guarantee.PublishedExactlyOnce;
import com.everyoneslecture.chaos.guarantee.PublishesOnlyByItsLedger;
import com.everyoneslecture.chaos.guarantee.ReadModelConverges;
import com.everyoneslecture.chaos.guarantee.RecordsAsAppended;
import com.everyoneslecture.chaos.guarantee.Recovers;
import com.everyoneslecture.chaos.guarantee.Violation;
import com.everyoneslecture.chaos.run.Result;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The table of all faults and guarantees, as Markdown. */
public final class MatrixText {

    private static final List<String> GUARANTEES = Stream.of(
                    PublishedExactlyOnce.class,
                    PerAggregateOrder.class,
                    NoPhantomEvents.class,
                    ConfirmedLsnNeverRegresses.class,
                    CommittedOffsetNeverPassesApplied.class,
                    ReadModelConverges.class,
                    RecordsAsAppended.class,
                    PublishesOnlyByItsLedger.class,
                    HaltsForAReason.class,
                    DiesOfFaultsOnly.class,
                    Recovers.class)
            .map(Class::getSimpleName)
            .toList();
    private static final String HELD = "✓";
    private static final String NOTHING_COMPARED = "–";
    private static final int COLUMNS_OF_SUMMARY = 5;

    private MatrixText() {}

    /**
     * The run as a chapter of a document.
     *
     * @param command the command that repeats the run
     */
    static String of(Result result, String command) {
        List<String> headings = new ArrayList<>(SummaryText.headings().subList(0, COLUMNS_OF_SUMMARY));
        headings.addAll(GUARANTEES);
        StringBuilder text = new StringBuilder("```\n" + command + "\n```\n\n");
        text.append(row(headings));
        text.append(row(Collections.nCopies(headings.size(), "---")));
        for (FaultSummary summary : FaultSummary.of(result)) {
            List<String> cells = new ArrayList<>(SummaryText.cells(summary).subList(0, COLUMNS_OF_SUMMARY));
            GUARANTEES.forEach(guarantee -> cells.add(verdict(result, summary.fault(), guarantee)));
            text.append(row(cells));
        }
        return text.append('\n')
                .append(SummaryText.verdict(result).replace("\n", "\n\n"))
                .append('\n')
                .toString();
    }

    /** Writes the chapter to a separate file. */
    public static void write(Result result, String command, Path file) {
        ReportFile.write(file, of(result, command));
    }

    private static String verdict(Result result, String fault, String guarantee) {
        Map<Damage, Long> counts = result.violations().stream()
                .filter(violation -> violation.during().equals(fault))
                .filter(violation -> violation.guarantee().equals(guarantee))
                .collect(Collectors.groupingBy(Violation::damage, TreeMap::new, Collectors.counting()));
        long allowed = of(result.allowed(), fault, guarantee);
        long compared = of(result.compared(), fault, guarantee);
        String held = compared == 0 ? NOTHING_COMPARED : allowed == 0 ? HELD : HELD + ", " + allowed + " late";
        return counts.isEmpty()
                ? held
                : counts.entrySet().stream()
                        .map(count -> count.getValue() + " " + count.getKey())
                        .collect(Collectors.joining(", "));
    }

    private static long of(Map<String, Map<String, Long>> amounts, String fault, String guarantee) {
        return amounts.getOrDefault(fault, Map.of()).getOrDefault(guarantee, 0L);
    }

    private static String row(List<String> cells) {
        return "| " + String.join(" | ", cells) + " |\n";
    }
}
