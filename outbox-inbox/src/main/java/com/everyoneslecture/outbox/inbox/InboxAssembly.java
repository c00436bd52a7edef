package com.everyoneslecture.outbox.inbox;

import com.everyoneslecture.outbox.event.TopicName;
import com.everyoneslecture.outbox.retry.FailurePolicy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.clients.CommonClientConfigs;
import org.jspecify.annotations.Nullable;

/** Creates the parts of an inbox from validated settings. */
final class InboxAssembly {

    private final InboxBuilder settings;
    private final Supplier<InboxTransactions> transactions;
    private final List<InboxTransactions> opened = new ArrayList<>();
    private final ParkedEvents parked;

    InboxAssembly(InboxBuilder settings, Supplier<InboxTransactions> transactions) {
        this.settings = settings;
        this.transactions = transactions;
        this.parked = new ParkedEvents(settings.tables, settings.group);
    }

    Inbox inbox() {
        Map<String, PollLoop> loops = new LinkedHashMap<>();
        Map<String, Skips> skips = new LinkedHashMap<>();
        Map<String, TopicOffsets> topics = new LinkedHashMap<>();
        InboxTransactions operator = new OneAtATime(open());
        for (TopicName topic : settings.topics) {
            ConsumeSettings own = consume(topic);
            KafkaClients clients = settings.clients.apply(new ConfiguredKafkaClients(own));
            loops.put(topic.value(), loop(own, clients));
            skips.put(topic.value(), new Skips(topic, offsets(operator, topic.value()), clients));
            topics.put(topic.value(), new TopicOffsets(own, clients));
        }
        return new Inbox(loops, skips, parkedKeys(operator), rebuilds(operator, topics), opened);
    }

    private PollLoop loop(ConsumeSettings own, KafkaClients clients) {
        String topic = own.topic().value();
        InboxTransactions ofLoop = open();
        OffsetStore offsets = offsets(ofLoop, topic);
        RebuildMarks rebuilds = settings.emptying == null
                ? null
                : new RebuildMarks(settings.tables, ofLoop, offsets, settings.group, topic);
        ReplayMarks marks = rebuilds == null ? new NoRebuilds() : rebuilds;
        RebuildFence fence = rebuilds == null ? RebuildFence.NONE : rebuilds;
        DeadLetters letters = new DeadLetterTopic(own, clients);
        LoopListener listener = settings.listeners.apply(topic);
        BatchHandler handler = settings.projection == null
                ? events(topic, ofLoop, offsets, fence, letters, listener)
                : new ProjectionBatches<>(ofLoop, settings.projection, fence, offsets);
        LoopParts parts = new LoopParts(clients, handler, letters, marks, offsets, listener);
        return new PollLoop(own, settings.parts.apply(parts), new FailurePolicy(settings.remedies), settings.clock);
    }

    private BatchHandler events(
            String topic,
            InboxTransactions ofLoop,
            OffsetStore offsets,
            RebuildFence fence,
            DeadLetters letters,
            LoopListener listener) {
        EventGuard guard = guard();
        TopicSetup setup = new TopicSetup(
                topic,
                ofLoop,
                new Application(handlers(), guard),
                guard,
                parked,
                fence,
                settings.attempts,
                settings.onFailure);
        return new EventBatches(setup, offsets, letters, listener);
    }

    private @Nullable ParkedKeys parkedKeys(InboxTransactions operator) {
        return settings.projection == null
                ? new ParkedKeys(operator, parked, new Application(handlers(), guard()), topic -> deadLetters(topic))
                : null;
    }

    private @Nullable Rebuilds rebuilds(InboxTransactions operator, Map<String, TopicOffsets> topics) {
        Emptying emptying = settings.emptying;
        return emptying == null
                ? null
                : new Rebuilds(
                        settings.tables, operator, settings.group, emptying, settings.projection == null, topics);
    }

    private DeadLetters deadLetters(String topic) {
        ConsumeSettings own = consume(new TopicName(topic));
        return new DeadLetterTopic(own, new ConfiguredKafkaClients(own));
    }

    private Handlers handlers() {
        return new Handlers(settings.handlers, settings.otherwise, settings.ignoresOthers);
    }

    private OffsetStore offsets(InboxTransactions own, String topic) {
        return new OffsetStore(settings.tables, own, settings.group, topic);
    }

    private EventGuard guard() {
        return switch (settings.guard) {
            case VERSION -> new VersionGuard(settings.tables, settings.group);
            case EVENT_ID -> new EventIdGuard(settings.tables, settings.group, settings.keepEventIds, settings.clock);
            case NONE -> EventGuard.NONE;
        };
    }

    private InboxTransactions open() {
        InboxTransactions made = transactions.get();
        opened.add(made);
        return made;
    }

    private ConsumeSettings consume(TopicName topic) {
        Map<String, String> others = new HashMap<>(settings.kafka);
        String servers = others.remove(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG);
        return new ConsumeSettings(
                topic,
                settings.group,
                servers == null ? "" : servers,
                others,
                settings.batchSize,
                settings.deadLetterPartitions,
                settings.deadLetterReplication,
                settings.backoff);
    }
}
