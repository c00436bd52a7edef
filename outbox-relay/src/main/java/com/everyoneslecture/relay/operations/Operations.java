package com.everyoneslecture.relay.operations;

import com.everyoneslecture.outbox.capture.Connector;
import com.everyoneslecture.outbox.capture.finding.Finding;
import com.everyoneslecture.outbox.capture.jdbc.Database;
import com.everyoneslecture.outbox.capture.jdbc.DatabaseSettings;
import com.everyoneslecture.outbox.capture.slot.SlotSettings;
import com.everyoneslecture.outbox.capture.table.EventSelection;
import com.everyoneslecture.relay.doctor.Doctor;
import com.everyoneslecture.relay.kafka.KafkaSettings;
import com.everyoneslecture.relay.kafka.ProducerFactory;
import com.everyoneslecture.relay.kafka.TopicSettings;
import com.everyoneslecture.relay.replay.Plan;
import com.everyoneslecture.relay.replay.Replay;
import com.everyoneslecture.relay.replay.Replayed;
import com.everyoneslecture.relay.routing.Routes;
import com.everyoneslecture.relay.verify.Report;
import com.everyoneslecture.relay.verify.Verification;
import com.everyoneslecture.relay.verify.VerifySettings;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;

/**
 * Runs the relay's commands for HTTP clients. Each call opens new connections; only the last findings are kept.
 */
public final class Operations {

    private static final Logger LOG = LoggerFactory.getLogger(Operations.class);

    private static final int NAMED = 10;

    /** Computing all findings opens a dozen connections. */
    private static final Duration FINDINGS_AGE = Duration.ofSeconds(2);

    private final DatabaseSettings database;
    private final SlotSettings slot;
    private final Connector capture;
    private final KafkaSettings kafka;
    private final TopicSettings topics;
    private final Routes routes;
    private final HeapBudget budget;
    private final CachedResult<List<Finding>> findings = new CachedResult<>(FINDINGS_AGE, System::nanoTime);
    private final OneAtATime verifications = new OneAtATime("verification");
    private final OneAtATime plans = new OneAtATime("plan of a replay");
    private final OneAtATime replays = new OneAtATime("replay");

    /** Creates the object without a connection. */
    public Operations(
            DatabaseSettings database,
            SlotSettings slot,
            Connector capture,
            KafkaSettings kafka,
            TopicSettings topics,
            Routes routes) {
        this.database = database;
        this.slot = slot;
        this.capture = capture;
        this.kafka = kafka;
        this.topics = topics;
        this.routes = routes;
        this.budget = HeapBudget.ofThisProcess(new Database(database), slot);
    }

    /** Returns the result of each check, at most two seconds old. */
    List<Finding> findings() {
        return findings.get(() -> new Doctor(database, slot, capture, kafka, topics, routes).findings());
    }

    Report verify(VerifySettings settings) throws Exception {
        return verifications.run(() -> {
            budget.require(settings.since());
            return new Verification(database, slot, kafka, routes, (what, done, total) -> {}).run(settings);
        });
    }

    Plan plan(EventSelection selection) throws Exception {
        return plans.run(() -> replay().plan(selection));
    }

    /**
     * Publishes the events once more, and returns the result. Events that were published before a failure stay published.
     *
     * @throws RequestRejectedException if none is selected, an id is unknown, or a topic does not exist: nothing is published then
     * @throws IncompleteReplayException if it failed before its end
     */
    Replayed replay(EventSelection selection) throws Exception {
        return replays.run(() -> {
            Replay replay = replay();
            Plan plan = replay.plan(selection);
            if (plan.events() == 0 || !plan.unknown().isEmpty()) {
                throw refused(plan);
            }
            List<String> missing = replay.missingTopics(plan);
            if (!missing.isEmpty()) {
                throw new RequestRejectedException(
                        HttpStatus.UNPROCESSABLE_CONTENT,
                        "There is no topic " + named(missing)
                                + ", and a replay creates none: create the topic, or configure a"
                                + " route and restart the relay, or leave these events out. Nothing was published.",
                        Map.of("plan", plan));
            }
            AtomicLong done = new AtomicLong();
            try {
                Replayed replayed = replay.run(selection, done::set);
                LOG.atInfo()
                        .addKeyValue("events", replayed.events())
                        .addKeyValue("deadLettered", replayed.deadLettered())
                        .log("replayed");
                return replayed;
            } catch (Exception e) {
                throw new IncompleteReplayException(done.get(), plan.events(), e);
            }
        });
    }

    /** Ends the running work; its clients receive that the relay stops. */
    void stop() {
        verifications.stop();
        plans.stop();
        replays.stop();
    }

    private Replay replay() {
        return new Replay(database, slot, kafka, topics, routes, ProducerFactory.KAFKA, Clock.systemUTC());
    }

    private static RequestRejectedException refused(Plan plan) {
        String detail = plan.unknown().isEmpty()
                ? "No event of the outbox is selected."
                : "Not in the outbox, or not matching the other selections: " + named(plan.unknown())
                        + ". Rows that retention has dropped cannot be published again: leave them out.";
        return new RequestRejectedException(
                HttpStatus.UNPROCESSABLE_CONTENT, detail + " Nothing was published.", Map.of("plan", plan));
    }

    private static String named(List<?> all) {
        String first = all.stream().limit(NAMED).map(String::valueOf).collect(Collectors.joining(", "));
        return all.size() <= NAMED ? first : first + " and " + (all.size() - NAMED) + " more";
    }
}
