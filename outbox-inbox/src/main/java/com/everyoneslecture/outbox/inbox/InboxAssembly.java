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

/** Creates the parts of an inbox from validated settings, which do not change afterwards. */
final class InboxAssembly {

    private final InboxBuilder settings;
    private final Supplier<InboxTransactions> transactions;
    private final ParkedEvents parked;

    InboxAssembly(InboxBuilder settings, Supplier<InboxTransactions> transactions) {
        this.settings = settings;
        this.transactions = transactions;
        this.parked = new ParkedEvents(settings.tables, settings.group);
    }

    /** The parts that all runs of an inbox share for one topic. */
    private record Topic(ConsumeSettings own, KafkaClients clients, LoopListener listener) {

        String name() {
            return own.topic().value();
        }
    }

    Inbox inbox() {
        List<Topic> read = new ArrayList<>();
        Map<String, Skips> skips = new LinkedHashMap<>();
        Map<String, TopicOffsets> topics = new LinkedHashMap<>();
        InboxTransactions operator = new OneAtATime(transactions);
        for (TopicName topic : settings.topics) {
            ConsumeSettings own = consume(topic);
            KafkaClients clients = settings.clients.apply(new ConfiguredKafkaClients(own));
            read.add(new Topic(own, clients, settings.listeners.apply(topic.value())));
            skips.put(topic.value(), new Skips(topic, offsets(operator, topic.value()), clients));
            topics.put(topic.value(), new TopicOffsets(own, clients));
        }
        return new Inbox(() -> run(read), skips, parkedKeys(operator), rebuilds(operator, topics), operator);
    }

    private InboxRun run(List<Topic> topics) {
        Map<String, PollLoop> loops = new LinkedHashMap<>();
        List<InboxTransactions> opened = new ArrayList<>();
        for (Topic topic : topics) {
            InboxTransactions ofLoop = transactions.get();
            opened.add(ofLoop);
            loops.put(topic.name(), loop(topic, ofLoop));
        }
        return new InboxRun(loops, opened);
    }

    private PollLoop loop(Topic topic, InboxTransactions ofLoop) {
        OffsetStore offsets = offsets(ofLoop, topic.name());
        RebuildMarks rebuilds = settings.emptying == null
                ? null
                : new RebuildMarks(settings.tables, ofLoop, offsets, settings.group, topic.name());
        ReplayMarks marks = rebuilds == null ? new NoRebuilds() : rebuilds;
        RebuildFence fence = rebuilds == null ? RebuildFence.NONE : rebuilds;
        DeadLetters letters = new DeadLetterTopic(topic.own(), topic.clients());
        BatchHandler handler = settings.projection == null
                ? events(topic, ofLoop, offsets, fence, letters)
                : new ProjectionBatches<>(ofLoop, settings.projection, fence, offsets);
        LoopParts parts = new LoopParts(topic.clients(), handler, letters, marks, offsets, topic.listener());
        return new PollLoop(
                topic.own(), settings.parts.apply(parts), new FailurePolicy(settings.remedies), settings.clock);
    }

    private BatchHandler events(
            Topic topic, InboxTransactions ofLoop, OffsetStore offsets, RebuildFence fence, DeadLetters letters) {
        EventGuard guard = guard();
        TopicSetup setup = new TopicSetup(
                topic.name(),
                ofLoop,
                new Application(handlers(), guard),
                guard,
                parked,
                fence,
                settings.attempts,
                settings.onFailure);
        return new EventBatches(setup, offsets, letters, topic.listener());
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
