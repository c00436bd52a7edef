package com.everyoneslecture.chaos.run;

import com.everyoneslecture.chaos.guarantee.NoPhantomEvents;
import com.everyoneslecture.chaos.guarantee.PerAggregateOrder;
import com.everyoneslecture.chaos.guarantee.PublishedExactlyOnce;
import com.everyoneslecture.chaos.guarantee.RecordsAsAppended;
import com.everyoneslecture.chaos.guarantee.Verdicts;
import com.everyoneslecture.chaos.load.Appended;
import com.everyoneslecture.chaos.load.Journal;
import com.everyoneslecture.chaos.observe.Aggregate;
import com.everyoneslecture.chaos.observe.Content;
import com.everyoneslecture.chaos.observe.Event;
import com.everyoneslecture.chaos.observe.Outbox;
import com.everyoneslecture.chaos.observe.Probe;
import com.everyoneslecture.chaos.observe.Seen;
import com.everyoneslecture.chaos.observe.TopicLog;
import com.everyoneslecture.chaos.observe.TopicReader;
import com.everyoneslecture.chaos.stack.Stack;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Observes the events of one aggregate type, from their rows to their records, with the guarantees that judge both. */
final class TopicWatch implements AutoCloseable {

    private static final Duration ROW_PATIENCE = Duration.ofSeconds(5);

    /** The data of a record whose event no writer has appended. */
    private static final Appended BY_NO_WRITER = new Appended(0, 0, new Content(0, 0, 0, 0));

    private final Aggregate aggregate;
    private final Journal journal;
    private final TopicLog log = new TopicLog();
    private final Outbox outboxOfPhantoms;
    private final TopicReader reader;
    private final PublishedExactlyOnce exactlyOnce;
    private final PerAggregateOrder order;
    private final NoPhantomEvents phantoms;
    private final RecordsAsAppended asAppended;
    private final Probe<Integer> phantomChecks;

    TopicWatch(Stack stack, Aggregate aggregate, Journal journal, Verdicts verdicts, Duration pause) {
        this.aggregate = aggregate;
        this.journal = journal;
        outboxOfPhantoms = new Outbox(stack.categoryDatabase());
        exactlyOnce = new PublishedExactlyOnce(log, verdicts);
        order = new PerAggregateOrder(log, verdicts);
        phantoms = new NoPhantomEvents(log, outboxOfPhantoms, journal, verdicts, ROW_PATIENCE);
        asAppended = new RecordsAsAppended(log, journal, verdicts);
        reader = reader(stack.kafkaClient());
        phantomChecks = new Probe<>("phantoms-" + aggregate, pause, () -> Optional.of(phantoms.check()));
    }

    void start() {
        reader.start();
        phantomChecks.start();
    }

    /** Throws the failure that ended a part of this, if there is one. */
    void check() {
        reader.check();
        phantomChecks.check();
    }

    Aggregate aggregate() {
        return aggregate;
    }

    Journal journal() {
        return journal;
    }

    TopicLog log() {
        return log;
    }

    PublishedExactlyOnce exactlyOnce() {
        return exactlyOnce;
    }

    PerAggregateOrder order() {
        return order;
    }

    NoPhantomEvents phantoms() {
        return phantoms;
    }

    RecordsAsAppended asAppended() {
        return asAppended;
    }

    /** Returns those of the events that are of this type. */
    List<Event> own(Collection<Event> events) {
        return events.stream().filter(event -> event.aggregate() == aggregate).toList();
    }

    /** Notes events whose committed rows were undone. The writers' journal must know them first. */
    void undo(Collection<UUID> events) {
        log.undo(events);
        order.undo(events);
        phantoms.undo(events);
    }

    @Override
    public void close() {
        phantomChecks.close();
        reader.close();
        outboxOfPhantoms.close();
    }

    private TopicReader reader(Map<String, Object> client) {
        return switch (aggregate) {
            case CATEGORY -> new TopicReader(client, aggregate.topic(), log, this::ofCategory, this::seen);
            case ORDER -> new TopicReader(client, aggregate.topic(), log, this::ofOrder, this::seen);
        };
    }

    /** Uses the key that the writers have noted, so that a record with a wrong key is judged among those of the right one. */
    private Seen ofOrder(UUID id, long version, ConsumerRecord<byte[], byte[]> record) {
        Appended appended = journal.appended(id).orElse(BY_NO_WRITER);
        Seen seen = new Seen(
                new Event(aggregate, id, appended.key(), version),
                record.partition(),
                record.offset(),
                appended.place());
        asAppended.seen(seen, Content.of(record));
        return seen;
    }

    private Seen ofCategory(UUID id, long version, ConsumerRecord<byte[], byte[]> record) {
        Seen seen = TopicReader.ofCategory(id, version, record);
        asAppended.seen(seen, Content.of(record));
        return seen;
    }

    private void seen(List<Seen> batch) {
        exactlyOnce.seen(batch);
        order.seen(batch);
        phantoms.seen(batch);
    }
}
