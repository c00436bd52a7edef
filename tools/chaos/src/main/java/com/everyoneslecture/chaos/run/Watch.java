package com.everyoneslecture.chaos.run;

import com.everyoneslecture.chaos.guarantee.CommittedOffsetNeverPassesApplied;
import com.everyoneslecture.chaos.guarantee.ConfirmedLsnNeverRegresses;
import com.everyoneslecture.chaos.guarantee.NoPhantomEvents;
import com.everyoneslecture.chaos.guarantee.PerAggregateOrder;
import com.everyoneslecture.chaos.guarantee.PublishedExactlyOnce;
import com.everyoneslecture.chaos.guarantee.ReadModelConverges;
import com.everyoneslecture.chaos.guarantee.RecordsAsAppended;
import com.everyoneslecture.chaos.guarantee.Verdicts;
import com.everyoneslecture.chaos.load.Journals;
import com.everyoneslecture.chaos.observe.Aggregate;
import com.everyoneslecture.chaos.observe.Event;
import com.everyoneslecture.chaos.observe.Group;
import com.everyoneslecture.chaos.observe.Lags;
import com.everyoneslecture.chaos.observe.Outbox;
import com.everyoneslecture.chaos.observe.Probe;
import com.everyoneslecture.chaos.observe.ReadModel;
import com.everyoneslecture.chaos.run.Result.Counts;
import com.everyoneslecture.chaos.run.Result.Orders;
import com.everyoneslecture.chaos.stack.Stack;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** All observers of the system, and the guarantees that judge the observations. Each server is polled by its own thread. */
final class Watch implements AutoCloseable {

    private static final String GROUP = "CGR-lecture-categoryChanged";
    private static final String SLOT = "category_outbox";
    private static final Duration PAUSE = Duration.ofMillis(250);
    private static final Duration FRESH = Duration.ofSeconds(3);

    private final TopicWatch categories;
    private final TopicWatch orders;
    private final Outbox outbox;
    // Each thread has its own connection: a query that hangs must not delay another one.
    private final Outbox outboxOfProbe;
    private final ReadModel readModel;
    private final ReadModel readModelOfProbe;
    private final ReadModel readModelOfOffsets;
    private final Group group;
    private final ReadModelConverges converges;
    private final ConfirmedLsnNeverRegresses confirmed;
    private final CommittedOffsetNeverPassesApplied offsets;
    private final Probe<Outbox.State> outboxState;
    private final Probe<Group.State> groupState;
    private final Probe<Long> applied;

    Watch(Stack stack, Journals journals, Verdicts verdicts) {
        categories = new TopicWatch(stack, Aggregate.CATEGORY, journals.of(Aggregate.CATEGORY), verdicts, PAUSE);
        orders = new TopicWatch(stack, Aggregate.ORDER, journals.of(Aggregate.ORDER), verdicts, PAUSE);
        outbox = new Outbox(stack.categoryDatabase());
        outboxOfProbe = new Outbox(stack.categoryDatabase());
        readModel = new ReadModel(stack.lectureDatabase());
        readModelOfProbe = new ReadModel(stack.lectureDatabase());
        readModelOfOffsets = new ReadModel(stack.lectureDatabase());
        group = new Group(stack.kafkaClient(), Aggregate.CATEGORY.topic(), GROUP);
        converges = new ReadModelConverges(categories.log(), verdicts);
        confirmed = new ConfirmedLsnNeverRegresses(verdicts);
        offsets = new CommittedOffsetNeverPassesApplied(categories.log(), readModelOfOffsets, verdicts);
        outboxState = new Probe<>("outbox", PAUSE, this::lookAtOutbox);
        groupState = new Probe<>("group", PAUSE, this::lookAtGroup);
        applied = new Probe<>("read-model", PAUSE, readModelOfProbe::events);
    }

    void start() {
        topics().forEach(TopicWatch::start);
        probes().forEach(Probe::start);
    }

    /** Throws the failure that ended a part of this, if there is one. */
    void check() {
        topics().forEach(TopicWatch::check);
        probes().forEach(Probe::check);
    }

    /** Returns the newest lags; a lag with an old reading is null. */
    Lags lags() {
        return lags(outboxState.last(FRESH), groupState.last(FRESH), applied.last(FRESH));
    }

    /** Returns the lags that were read after this time. */
    Lags lagsSince(long nanos) {
        return lags(outboxState.since(nanos), groupState.since(nanos), applied.since(nanos));
    }

    TopicWatch categories() {
        return categories;
    }

    TopicWatch orders() {
        return orders;
    }

    /** Returns all topics. */
    List<TopicWatch> topics() {
        return List.of(categories, orders);
    }

    /** Returns the number of different events in the topics, without those that were undone. */
    long published() {
        return topics().stream().mapToLong(topic -> topic.log().events()).sum();
    }

    Outbox outbox() {
        return outbox;
    }

    ReadModel readModel() {
        return readModel;
    }

    Group group() {
        return group;
    }

    /** Allows one further move of each key of the type, because a partition is about to be added to its topic. */
    void allowMove(Aggregate aggregate) {
        topics().stream()
                .filter(topic -> topic.aggregate() == aggregate)
                .forEach(topic -> topic.order().allowMoves(1));
    }

    /** Defers reports of misordered events from now on, because the events that may come late are not known yet. */
    void deferOrder() {
        topics().forEach(topic -> topic.order().defer());
    }

    /** Ends the deferral: the log missed these events in a fault, so they may come late. */
    void allowLate(String fault, Collection<Event> missed) {
        List<UUID> ids = missed.stream().map(Event::id).toList();
        topics().forEach(topic -> topic.order().allowLate(fault, ids));
    }

    CommittedOffsetNeverPassesApplied offsets() {
        return offsets;
    }

    ReadModelConverges converges() {
        return converges;
    }

    /** Notes events whose committed rows were undone. The writers' journal must know them first. */
    void undo(List<Event> events) {
        List<UUID> ids = events.stream().map(Event::id).toList();
        topics().forEach(topic -> topic.undo(ids));
        converges.undo(ids);
    }

    /** Returns how much each guarantee has compared so far, by its name. */
    Map<String, Long> compared() {
        long records = sum(topic -> topic.log().records());
        return Map.of(
                PublishedExactlyOnce.class.getSimpleName(),
                        sum(topic -> topic.exactlyOnce().judged()),
                PerAggregateOrder.class.getSimpleName(), records,
                NoPhantomEvents.class.getSimpleName(), records,
                RecordsAsAppended.class.getSimpleName(),
                        sum(topic -> topic.asAppended().judged()),
                ConfirmedLsnNeverRegresses.class.getSimpleName(), confirmed.judged(),
                CommittedOffsetNeverPassesApplied.class.getSimpleName(), offsets.judged());
    }

    private long sum(ToLongFunction<TopicWatch> amount) {
        return topics().stream().mapToLong(amount).sum();
    }

    /**
     * Returns what was observed.
     *
     * @param compared the number of categories that were compared at the end
     */
    Counts counts(long compared) {
        return new Counts(
                categories.exactlyOnce().judged(),
                categories.log().records(),
                categories.asAppended().judged(),
                categories.journal().rolledBackCount(),
                categories.journal().unansweredCount(),
                confirmed.judged(),
                offsets.judged(),
                compared,
                new Orders(
                        orders.exactlyOnce().judged(),
                        orders.journal().rolledBackCount(),
                        orders.journal().unansweredCount(),
                        orders.log().records(),
                        orders.asAppended().judged()));
    }

    @Override
    public void close() {
        probes().forEach(Probe::close);
        topics().forEach(TopicWatch::close);
        group.close();
        List.of(outbox, outboxOfProbe).forEach(Outbox::close);
        List.of(readModel, readModelOfProbe, readModelOfOffsets).forEach(ReadModel::close);
    }

    private Optional<Outbox.State> lookAtOutbox() {
        Optional<Outbox.State> state = outboxOfProbe.state(SLOT);
        state.flatMap(Outbox.State::slot).ifPresent(confirmed::observed);
        return state;
    }

    private Optional<Group.State> lookAtGroup() throws InterruptedException {
        Optional<Group.State> state = group.state();
        state.ifPresent(known -> offsets.committed(known.committed()));
        return state;
    }

    private Lags lags(Optional<Outbox.State> rows, Optional<Group.State> consumed, Optional<Long> inReadModel) {
        @Nullable Long outboxRows = rows.map(Outbox.State::rows).orElse(null);
        @Nullable Long categoryRows = rows.map(Outbox.State::categoryRows).orElse(null);
        @Nullable Long readModelEvents = inReadModel.orElse(null);
        return new Lags(
                outboxRows == null ? null : Math.max(0, outboxRows - published()),
                rows.flatMap(Outbox.State::slot).map(Outbox.Slot::lagBytes).orElse(null),
                consumed.map(Group.State::lag).orElse(null),
                categoryRows == null || readModelEvents == null ? null : Math.max(0, categoryRows - readModelEvents));
    }

    private List<Probe<?>> probes() {
        return List.of(outboxState, groupState, applied);
    }
}
