package com.everyoneslecture.chaos.run;

import com.everyoneslecture.chaos.guarantee.CommittedOffsetNeverPassesApplied;
import com.everyoneslecture.chaos.guarantee.ConfirmedLsnNeverRegresses;
import com.everyoneslecture.chaos.guarantee.NoPhantomEvents;
import com.everyoneslecture.chaos.guarantee.PerAggregateOrder;
import com.everyoneslecture.chaos.guarantee.PublishedExactlyOnce;
import com.everyoneslecture.chaos.guarantee.ReadModelConverges;
import com.everyoneslecture.chaos.guarantee.Verdicts;
import com.everyoneslecture.chaos.load.Journal;
import com.everyoneslecture.chaos.observe.Event;
import com.everyoneslecture.chaos.observe.Group;
import com.everyoneslecture.chaos.observe.Lags;
import com.everyoneslecture.chaos.observe.Outbox;
import com.everyoneslecture.chaos.observe.Probe;
import com.everyoneslecture.chaos.observe.ReadModel;
import com.everyoneslecture.chaos.observe.Seen;
import com.everyoneslecture.chaos.observe.TopicLog;
import com.everyoneslecture.chaos.observe.TopicReader;
import com.everyoneslecture.chaos.stack.Stack;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Everything that looks at the system, and the guarantees that judge what it sees. Each server is asked by its own thread. */
final class Watch implements AutoCloseable {

    private static final String TOPIC = "categoryChanged";
    private static final String GROUP = "CGR-lecture-categoryChanged";
    private static final String SLOT = "category_outbox";
    private static final Duration PAUSE = Duration.ofMillis(250);
    private static final Duration FRESH = Duration.ofSeconds(3);
    private static final Duration ROW_PATIENCE = Duration.ofSeconds(5);

    private final TopicLog log = new TopicLog();
    private final Outbox outbox;
    // Each thread has a connection of its own: a question that hangs must not hold up another one.
    private final Outbox outboxOfProbe;
    private final Outbox outboxOfPhantoms;
    private final ReadModel readModel;
    private final ReadModel readModelOfProbe;
    private final ReadModel readModelOfOffsets;
    private final Group group;
    private final TopicReader reader;
    private final PublishedExactlyOnce exactlyOnce;
    private final PerAggregateOrder order;
    private final NoPhantomEvents phantoms;
    private final ReadModelConverges converges;
    private final ConfirmedLsnNeverRegresses confirmed;
    private final CommittedOffsetNeverPassesApplied offsets;
    private final Probe<Outbox.State> outboxState;
    private final Probe<Group.State> groupState;
    private final Probe<Long> applied;
    private final Probe<Integer> phantomLooks;

    Watch(Stack stack, Journal journal, Verdicts verdicts) {
        outbox = new Outbox(stack.categoryDatabase());
        outboxOfProbe = new Outbox(stack.categoryDatabase());
        outboxOfPhantoms = new Outbox(stack.categoryDatabase());
        readModel = new ReadModel(stack.lectureDatabase());
        readModelOfProbe = new ReadModel(stack.lectureDatabase());
        readModelOfOffsets = new ReadModel(stack.lectureDatabase());
        group = new Group(stack.kafkaClient(), TOPIC, GROUP);
        exactlyOnce = new PublishedExactlyOnce(log, verdicts);
        order = new PerAggregateOrder(log, verdicts);
        phantoms = new NoPhantomEvents(log, outboxOfPhantoms, journal, verdicts, ROW_PATIENCE);
        converges = new ReadModelConverges(log, verdicts);
        confirmed = new ConfirmedLsnNeverRegresses(verdicts);
        offsets = new CommittedOffsetNeverPassesApplied(log, readModelOfOffsets, verdicts);
        reader = new TopicReader(stack.kafkaClient(), TOPIC, log, this::seen);
        outboxState = new Probe<>("outbox", PAUSE, this::lookAtOutbox);
        groupState = new Probe<>("group", PAUSE, this::lookAtGroup);
        applied = new Probe<>("read-model", PAUSE, readModelOfProbe::events);
        phantomLooks = new Probe<>("phantoms", PAUSE, () -> Optional.of(phantoms.look()));
    }

    void start() {
        reader.start();
        probes().forEach(Probe::start);
    }

    /** Throws what has ended a part of this, if something has. */
    void check() {
        reader.check();
        probes().forEach(Probe::check);
    }

    /** The newest that is known, if it is not old. */
    Lags lags() {
        return lags(outboxState.last(FRESH), groupState.last(FRESH), applied.last(FRESH));
    }

    /** What was seen when looked for since then. */
    Lags lagsSince(long nanos) {
        return lags(outboxState.since(nanos), groupState.since(nanos), applied.since(nanos));
    }

    TopicLog log() {
        return log;
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

    PublishedExactlyOnce exactlyOnce() {
        return exactlyOnce;
    }

    PerAggregateOrder order() {
        return order;
    }

    CommittedOffsetNeverPassesApplied offsets() {
        return offsets;
    }

    NoPhantomEvents phantoms() {
        return phantoms;
    }

    ReadModelConverges converges() {
        return converges;
    }

    /** The rows of these events were taken back after their commit. The writers' journal must know them first. */
    void undo(List<Event> events) {
        List<UUID> ids = events.stream().map(Event::id).toList();
        log.undo(ids);
        order.undo(ids);
        phantoms.undo(ids);
        converges.undo(ids);
    }

    long slotLooks() {
        return confirmed.judged();
    }

    long offsetsJudged() {
        return offsets.judged();
    }

    @Override
    public void close() {
        probes().forEach(Probe::close);
        reader.close();
        group.close();
        List.of(outbox, outboxOfProbe, outboxOfPhantoms).forEach(Outbox::close);
        List.of(readModel, readModelOfProbe, readModelOfOffsets).forEach(ReadModel::close);
    }

    private void seen(List<Seen> batch) {
        exactlyOnce.seen(batch);
        order.seen(batch);
        phantoms.seen(batch);
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
        @Nullable Long readModelEvents = inReadModel.orElse(null);
        return new Lags(
                outboxRows == null ? null : Math.max(0, outboxRows - log.events()),
                rows.flatMap(Outbox.State::slot).map(Outbox.Slot::lagBytes).orElse(null),
                consumed.map(Group.State::lag).orElse(null),
                outboxRows == null || readModelEvents == null ? null : Math.max(0, outboxRows - readModelEvents));
    }

    private List<Probe<?>> probes() {
        return List.of(outboxState, groupState, applied, phantomLooks);
    }
}
