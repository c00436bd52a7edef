package com.everyoneslecture.relay.publish;

import com.everyoneslecture.outbox.event.OutboxEvent;
import com.everyoneslecture.relay.kafka.Topics;
import com.everyoneslecture.relay.publish.EventsRejectedException.RejectedEvent;
import com.everyoneslecture.relay.routing.DeadLetter;
import com.everyoneslecture.relay.routing.DeadLetterRouting;
import com.everyoneslecture.relay.routing.Destination;
import com.everyoneslecture.relay.routing.RecordEncoder;
import com.everyoneslecture.relay.routing.Rejection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Publishes a batch part by part, each part in a separate transaction. Usually the batch is one part. It is cut if an event in
 * it is rejected and must be found, or if the {@link BatchLimit} predicts that it would take too long.
 *
 * <p>The commit point is the commit of a part's transaction. After a crash later than that, this part and those before it are
 * published, with their ids in the ledger; the rest is redelivered.
 *
 * <p>Used by one thread.
 */
final class BatchWriter {

    private final Transactions transactions;
    private final DeadLetterRouting routing;
    private final Topics topics;
    private final RecordEncoder encoder;
    private final PublisherState state;
    private final Duration patience;
    private final LongSupplier nanoClock;
    private final Cuts cuts = new Cuts();

    /** @param patience the maximum time for a transaction */
    BatchWriter(
            Transactions transactions,
            DeadLetterRouting routing,
            Topics topics,
            RecordEncoder encoder,
            PublisherState state,
            Duration patience,
            LongSupplier nanoClock) {
        this.transactions = transactions;
        this.routing = routing;
        this.topics = topics;
        this.encoder = encoder;
        this.state = state;
        this.patience = patience;
        this.nanoClock = nanoClock;
    }

    /**
     * Publishes the first part of the events. The caller repeats the call with the rest until none is left.
     *
     * @param ledger writes the ledger's records of these events, in the same transaction
     */
    Published publish(List<OutboxEvent> events, BiConsumer<Transaction, List<OutboxEvent>> ledger)
            throws InterruptedException {
        while (true) {
            List<OutboxEvent> part = events.subList(
                    0, cuts.next(events.size(), state.batchLimit().events()));
            List<Destination> destinations = destinations(part);
            try {
                run(part, destinations, transaction -> {
                    fill(transaction, part, destinations);
                    ledger.accept(transaction, part);
                });
                cuts.published();
                if (cuts.isEmpty()) {
                    routing.forgetEvents();
                }
                return new Published(part.size(), deadLetters(part, destinations));
            } catch (EventsRejectedException e) {
                reject(e.events(), part, destinations);
            }
        }
    }

    private void run(List<OutboxEvent> part, List<Destination> destinations, Consumer<Transaction> work)
            throws InterruptedException, EventsRejectedException {
        long beganNanos = nanoClock.getAsLong();
        try {
            transactions.run(work);
        } catch (TimeoutException | TransactionExpiredException e) {
            state.batchLimit().timedOut(part.size());
            destinations.forEach(destination -> state.timedOut().add(destination.topic()));
            throw e;
        }
        state.batchLimit().committed(part.size(), Duration.ofNanos(nanoClock.getAsLong() - beganNanos), patience);
    }

    /** Returns the current destinations of the events, whose topics exist. */
    private List<Destination> destinations(List<OutboxEvent> events) throws InterruptedException {
        routing.forgetOldRejections();
        while (true) {
            List<Destination> destinations = routing.of(events);
            if (!rejectMissing(events, destinations)) {
                return destinations;
            }
        }
    }

    /** Returns whether a destination is rejected that was not rejected before. Checks each topic once. */
    private boolean rejectMissing(List<OutboxEvent> events, List<Destination> destinations)
            throws InterruptedException {
        Set<String> refused = new HashSet<>();
        boolean any = false;
        for (int index = 0; index < events.size(); index++) {
            Destination destination = destinations.get(index);
            if (!refused.contains(destination.topic())) {
                Rejection rejection = rejectionOf(destination);
                if (rejection != null) {
                    any = true;
                    if (routing.reject(events.get(index), destination, rejection)) {
                        refused.add(destination.topic());
                    }
                }
            }
        }
        return any;
    }

    /** Returns the reason why there is no such topic; null if it exists. */
    private @Nullable Rejection rejectionOf(Destination destination) throws InterruptedException {
        try {
            topics.ensure(destination);
            return null;
        } catch (KafkaException e) {
            Rejection rejection = Rejection.of(e);
            if (rejection == null) {
                throw e;
            }
            return rejection;
        }
    }

    private void fill(Transaction transaction, List<OutboxEvent> events, List<Destination> destinations) {
        for (int index = 0; index < events.size(); index++) {
            transaction.send(index, events.get(index), destinations.get(index), encoder);
        }
    }

    /**
     * If several events are rejected at once, one may be the cause and the others only its neighbours. Then the part is cut
     * between them. A single event, or a single rejection, is certain.
     */
    private void reject(List<RejectedEvent> refused, List<OutboxEvent> part, List<Destination> destinations) {
        List<RejectedEvent> certain =
                refused.stream().filter(RejectedEvent::certain).toList();
        for (RejectedEvent event : certain) {
            routing.reject(part.get(event.index()), destinations.get(event.index()), event.rejection());
        }
        if (certain.isEmpty()) {
            cuts.cut(refused.get(refused.size() / 2).index());
        }
    }

    private static List<DeadLetter> deadLetters(List<OutboxEvent> events, List<Destination> destinations) {
        List<DeadLetter> letters = new ArrayList<>(0);
        for (int index = 0; index < events.size(); index++) {
            Rejection rejection = destinations.get(index).rejection();
            if (rejection != null) {
                letters.add(DeadLetter.of(events.get(index), destinations.get(index), rejection));
            }
        }
        return letters;
    }

    /** Creates missing topics. */
    @FunctionalInterface
    interface Topics {
        /** Returns when the destination's topic exists. */
        void ensure(Destination destination) throws InterruptedException;
    }
}
