package com.everyoneslecture.relay.replay;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.everyoneslecture.outbox.capture.jdbc.Database;
import com.everyoneslecture.outbox.capture.jdbc.DatabaseSettings;
import com.everyoneslecture.outbox.capture.slot.SlotSettings;
import com.everyoneslecture.outbox.capture.table.EventSelection;
import com.everyoneslecture.outbox.capture.table.OutboxTable;
import com.everyoneslecture.outbox.event.RecordHeader;
import com.everyoneslecture.outbox.kafka.Answers;
import com.everyoneslecture.relay.kafka.KafkaSettings;
import com.everyoneslecture.relay.kafka.ProducerFactory;
import com.everyoneslecture.relay.kafka.RelayNames;
import com.everyoneslecture.relay.kafka.TopicSettings;
import com.everyoneslecture.relay.publish.ReplayPublisher;
import com.everyoneslecture.relay.routing.DeadLetter;
import com.everyoneslecture.relay.routing.DeadLetterRouting;
import com.everyoneslecture.relay.routing.Routes;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.LongConsumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.header.Header;

/**
 * Publishes chosen events of the outbox once more, the versions of an aggregate in their order.
 *
 * <p>Each batch is a Kafka transaction: a crash leaves whole batches, never a part of one. The progress is not stored, so the
 * next replay starts from the beginning and publishes the same events again. All replays of a slot have one transactional id: a
 * second replay ends the first, and neither disturbs the relay.
 */
public final class Replay {

    private static final int BATCH = 2_048;

    private final DatabaseSettings database;
    private final SlotSettings slot;
    private final KafkaSettings kafka;
    private final TopicSettings topics;
    private final Routes routes;
    private final ProducerFactory producers;
    private final Clock clock;

    /** Creates the object without a connection. */
    public Replay(
            DatabaseSettings database,
            SlotSettings slot,
            KafkaSettings kafka,
            TopicSettings topics,
            Routes routes,
            ProducerFactory producers,
            Clock clock) {
        this.database = database;
        this.slot = slot;
        this.kafka = kafka;
        this.topics = topics;
        this.routes = routes;
        this.producers = producers;
        this.clock = clock;
    }

    /**
     * Returns the events that would be published.
     *
     * @throws java.sql.SQLException if the database is unreachable
     * @throws com.everyoneslecture.relay.routing.UnroutedEventException if no route takes one of the events, and the relay is
     *     configured to halt then
     */
    public Plan plan(EventSelection selection) throws Exception {
        return new Planner(new Database(database), slot, routing()).plan(selection);
    }

    /**
     * Returns the topics of a plan that do not exist. A replay creates no topic; the plan must not be run before they exist, because
     * brokers that create topics on request would create them with their own settings.
     *
     * @throws org.apache.kafka.common.KafkaException if the brokers do not respond in time
     */
    public List<String> missingTopics(Plan plan) throws InterruptedException {
        try (Admin admin = Admin.create(kafka.clientProperties())) {
            Set<String> existing = Answers.await(admin.listTopics().names(), kafka.deliveryTimeout());
            return plan.byTopic().keySet().stream()
                    .filter(topic -> !existing.contains(topic))
                    .toList();
        }
    }

    /**
     * Publishes the events. An event that Kafka still rejects permanently goes to a dead letter topic, as in the relay, and the
     * others follow.
     *
     * @param published called with the current number after each commit
     * @return the result
     * @throws Exception if the rows cannot be read or a batch cannot be published; the batches before it are published
     */
    public Replayed run(EventSelection selection, LongConsumer published) throws Exception {
        Counts counts = new Counts();
        try (ReplayPublisher publisher =
                new ReplayPublisher(RelayNames.of(slot.name(), kafka), kafka, topics, routes, producers, mark())) {
            new OutboxTable(new Database(database), slot, BATCH).forEachSelected(selection, batch -> {
                counts.add(batch.size(), publisher.publish(batch));
                published.accept(counts.events);
            });
            return new Replayed(counts.events, counts.deadLettered, counts.firstDeadLetters);
        } catch (InterruptException e) {
            Thread.interrupted();
            throw new InterruptedException("interrupted while publishing");
        }
    }

    private Header mark() {
        return new org.apache.kafka.common.header.internals.RecordHeader(
                RecordHeader.REPLAYED,
                clock.instant().truncatedTo(ChronoUnit.MILLIS).toString().getBytes(UTF_8));
    }

    /** Routes like the relay while no topic has rejected an event. */
    private DeadLetterRouting routing() {
        return new DeadLetterRouting(routes, RelayNames.of(slot.name(), kafka).deadLetters(), System::nanoTime);
    }

    private static final class Counts {
        private final List<Replayed.Letter> firstDeadLetters = new ArrayList<>();
        private long events;
        private long deadLettered;

        void add(int published, List<DeadLetter> letters) {
            events += published;
            deadLettered += letters.size();
            letters.stream()
                    .limit(Replayed.NAMED - firstDeadLetters.size())
                    .map(Replayed.Letter::of)
                    .forEach(firstDeadLetters::add);
        }
    }
}
