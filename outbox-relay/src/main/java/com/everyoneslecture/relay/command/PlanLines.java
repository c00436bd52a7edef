package com.everyoneslecture.relay.command;

import com.everyoneslecture.relay.replay.Plan;
import com.everyoneslecture.relay.replay.Plan.Aggregate;
import java.util.Locale;
import java.util.UUID;

/** Prints a replay's plan for operators. */
final class PlanLines {

    private final Output output;

    PlanLines(Output output) {
        this.output = output;
    }

    void print(Plan plan) {
        for (UUID id : plan.unknown()) {
            output.out()
                    .println(output.red("unknown: ") + id
                            + " is not in the outbox, or does not match the other selections; rows that retention has"
                            + " dropped cannot be replayed");
        }
        if (plan.events() == 0) {
            output.out().println("nothing is selected: no event of the outbox matches");
            return;
        }
        output.out().println(figure(plan.events()) + " events of " + figure(plan.aggregates()) + " aggregates");
        plan.byTopic().forEach((topic, events) -> output.out().println("  " + figure(events) + " to " + topic));
        for (Aggregate aggregate : plan.first()) {
            output.out()
                    .println("    " + aggregate.name() + "  " + figure(aggregate.events()) + " events, "
                            + versions(aggregate));
        }
        if (plan.aggregates() > plan.first().size()) {
            output.out()
                    .println(
                            "    and " + figure(plan.aggregates() - plan.first().size()) + " aggregates more");
        }
    }

    private static String versions(Aggregate aggregate) {
        return aggregate.lowestVersion() == aggregate.highestVersion()
                ? "version " + aggregate.lowestVersion()
                : "versions " + aggregate.lowestVersion() + " to " + aggregate.highestVersion();
    }

    private static String figure(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }
}
