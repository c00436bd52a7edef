package com.everyoneslecture.relay.command;

import com.everyoneslecture.outbox.capture.table.EventSelection;
import com.everyoneslecture.relay.app.RelayProperties;
import com.everyoneslecture.relay.kafka.ProducerFactory;
import com.everyoneslecture.relay.replay.Plan;
import com.everyoneslecture.relay.replay.Replay;
import com.everyoneslecture.relay.replay.Replayed;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Publishes chosen events once more. */
@Command(
        name = "replay",
        header = "Publish selected events of the outbox again.",
        description = {
            "",
            "Without --yes, it only shows the events that it would publish. Events keep their id, key, value and headers,",
            "and get the header `replayed`; those of an aggregate are published in the order of their versions. An event",
            "must match all selections, and its row must still be in the outbox. An event that Kafka still rejects goes to",
            "its dead letter topic again. Exit status: 0 done, 1 no event is selected, an id is unknown, an event went to a",
            "dead letter topic, or the replay stopped early.",
            ""
        },
        footer = {
            "",
            "  replay --aggregate category/7",
            "  replay --from 2026-11-22T09:00:00Z --to 2026-11-22T10:00:00Z --yes",
        })
final class ReplayCommand implements Callable<Integer> {

    private final Supplier<RelayProperties> settings;
    private final Output output;

    @Option(names = "--id", paramLabel = "UUID", arity = "1..*", description = "The events with these ids.")
    private List<UUID> ids = List.of();

    @Option(names = "--aggregate", paramLabel = "TYPE/ID", description = "The events of one aggregate: category/7.")
    private @Nullable String aggregate;

    @Option(
            names = "--from",
            paramLabel = "INSTANT",
            converter = InstantConverter.class,
            description = "Events that occurred at this time or later: 2026-11-22T09:30:00Z.")
    private @Nullable Instant from;

    @Option(
            names = "--to",
            paramLabel = "INSTANT",
            converter = InstantConverter.class,
            description = "Events that occurred before this time.")
    private @Nullable Instant to;

    @Option(names = "--yes", description = "Publish the events.")
    private boolean yes;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

    ReplayCommand(Supplier<RelayProperties> settings, Output output) {
        this.settings = settings;
        this.output = output;
    }

    @Override
    public Integer call() throws Exception {
        EventSelection selection = selection();
        RelayProperties relay = settings.get();
        Replay replay = new Replay(
                relay.database(),
                relay.slot(),
                relay.kafka(),
                relay.topics(),
                relay.routing(),
                ProducerFactory.KAFKA,
                Clock.systemUTC());
        Plan plan = replay.plan(selection);
        new PlanLines(output).print(plan);
        if (plan.events() == 0 || !plan.unknown().isEmpty()) {
            return RelayCommands.FINDINGS;
        }
        if (yes) {
            return run(replay, selection, plan);
        }
        output.out().println();
        output.out().println("Nothing is published yet. To publish: " + commandLine());
        return RelayCommands.FINE;
    }

    private int run(Replay replay, EventSelection selection, Plan plan) throws InterruptedException {
        List<String> missing = replay.missingTopics(plan);
        if (!missing.isEmpty()) {
            output.err()
                    .println("outbox-relay: there is no topic " + String.join(", ", missing)
                            + ", and a replay creates none. Create it, or configure a route and restart the relay, or leave"
                            + " these events out. Nothing is published.");
            return RelayCommands.FINDINGS;
        }
        AtomicLong done = new AtomicLong();
        Replayed replayed;
        try (ProgressLines progress = new ProgressLines(output)) {
            replayed = replay.run(selection, count -> {
                done.set(count);
                progress.at("events replayed", count, plan.events());
            });
        } catch (InterruptedException e) {
            output.err().println("outbox-relay: interrupted after " + done + " of " + plan.events() + " events");
            throw e;
        } catch (Exception e) {
            output.err()
                    .println("outbox-relay: stopped after " + done + " of " + plan.events()
                            + " events, which are published: " + e.getMessage());
            return done.get() == 0 ? RelayCommands.NOTHING_TO_SAY : RelayCommands.FINDINGS;
        }
        output.out().println();
        output.out().println(output.green("replayed " + figure(replayed.events()) + " events"));
        if (replayed.deadLettered() == 0) {
            return RelayCommands.FINE;
        }
        output.out()
                .println(output.red(figure(replayed.deadLettered())
                        + " of them went to a dead letter topic again, because Kafka still rejects them:"));
        for (Replayed.Letter letter : replayed.firstDeadLetters()) {
            output.out()
                    .println("  " + letter.eventId() + "  " + letter.aggregate() + "  " + letter.reason() + ": "
                            + letter.detail());
        }
        return RelayCommands.FINDINGS;
    }

    private EventSelection selection() {
        if (ids.isEmpty() && aggregate == null && from == null && to == null) {
            throw new ParameterException(
                    spec.commandLine(), "no events are selected: give --id, --aggregate, or --from and --to");
        }
        if (from != null && to != null && !from.isBefore(to)) {
            throw new ParameterException(spec.commandLine(), "--from must be before --to");
        }
        int slash = aggregate == null ? -1 : aggregate.indexOf('/');
        if (aggregate != null && (slash < 1 || slash == aggregate.length() - 1)) {
            throw new ParameterException(
                    spec.commandLine(), "--aggregate: '" + aggregate + "' is not TYPE/ID, such as category/7");
        }
        return new EventSelection(
                List.copyOf(ids),
                aggregate == null ? null : aggregate.substring(0, slash),
                aggregate == null ? null : aggregate.substring(slash + 1),
                from,
                to);
    }

    /** Returns the command line that repeats this call with the confirmation. */
    private String commandLine() {
        StringBuilder line = new StringBuilder(System.getProperty("outbox.command", "java -jar outbox-relay-exec.jar"));
        line.append(" replay");
        ids.forEach(id -> line.append(" --id ").append(id));
        if (aggregate != null) {
            line.append(" --aggregate ").append(quoted(aggregate));
        }
        if (from != null) {
            line.append(" --from ").append(from);
        }
        if (to != null) {
            line.append(" --to ").append(to);
        }
        return line.append(" --yes").toString();
    }

    private static String figure(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }

    private static String quoted(String text) {
        return text.matches("[\\p{L}\\p{N}/._:@-]+") ? text : "'" + text.replace("'", "'\\''") + "'";
    }
}
