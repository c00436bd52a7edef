package com.everyoneslecture.localstack.readmodel;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The result of a comparison.
 *
 * @param categories the number of categories
 * @param rows the number of rows of the read model, those of deleted categories included
 * @param differences a line for each category that differs, by id
 * @param more whether others differed at first, too, which were not compared again
 */
public record ReadModelReport(long categories, long rows, List<String> differences, boolean more) {

    private static final int SHOWN = 10;

    public ReadModelReport {
        differences = List.copyOf(differences);
    }

    ReadModelReport with(List<String> found) {
        return new ReadModelReport(categories, rows, found, more);
    }

    /** Returns whether the read model has every category at its newest version, and no others. */
    public boolean alike() {
        return differences.isEmpty() && !more;
    }

    /** Returns the lines for a terminal, in the form of those that the relay's {@code verify} prints. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add(String.format(
                Locale.ROOT, "%-25s%,11d  of %,d categories", "rows in the read model", rows, categories));
        if (alike()) {
            lines.add("the read model has every category at its newest version");
            return List.copyOf(lines);
        }
        lines.add(
                String.format(Locale.ROOT, "%-25s%,11d%s", "different", differences.size(), more ? "  and more" : ""));
        differences.stream().limit(SHOWN).forEach(difference -> lines.add("  " + difference));
        if (more || differences.size() > SHOWN) {
            lines.add("  and others");
        }
        lines.add("  `./outbox status` shows whether lecture-projector is behind or has halted. If it is neither,");
        lines.add("  fill the read model again: the console's button \"Rebuild\", or POST /lecture/rebuilds");
        return List.copyOf(lines);
    }
}
