package com.everyoneslecture.outbox.inbox;

import com.everyoneslecture.outbox.event.TopicName;
import com.everyoneslecture.outbox.retry.BackoffSettings;
import com.everyoneslecture.outbox.retry.FailurePolicy;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.apache.kafka.clients.CommonClientConfigs;
import org.jspecify.annotations.Nullable;

/**
 * The settings of an {@link Inbox}. The database, Kafka's bootstrap servers, the group, a topic and a handler are required.
 *
 * <p><b>Threads:</b> for one thread.
 *
 * <p><b>Stability:</b> stable; settings may be added.
 */
public final class InboxBuilder {

    private @Nullable Supplier<InboxTransactions> transactions;
    private InboxTables tables = InboxTables.ofSearchPath();
    private Map<String, String> kafka = Map.of();
    private String group = "";
    private final Set<TopicName> topics = new LinkedHashSet<>();
    private final Map<String, EventHandler> handlers = new HashMap<>();
    private @Nullable EventHandler otherwise;
    private boolean ignoresOthers;
    private Guard guard = Guard.EVENT_ID;
    private Duration keepEventIds = Duration.ofDays(30);
    private OnFailure onFailure = OnFailure.HALT;
    private int attempts = 5;
    private BackoffSettings backoff =
            new BackoffSettings(Duration.ofMillis(200), Duration.ofSeconds(5), Duration.ofSeconds(30));
    private int batchSize = 500;
    private int deadLetterPartitions = 1;
    private short deadLetterReplication = -1;
    private Function<String, LoopListener> listeners = topic -> new LoopListener() {};

    InboxBuilder() {}

    /**
     * Sets the consumer's database. Each transaction takes a connection and gives it back, so a pool is advisable, with bounds on
     * connecting and on waiting for answers ({@code connectTimeout}, {@code socketTimeout}) below 20 s.
     */
    public InboxBuilder dataSource(DataSource dataSource) {
        return transactions(() -> new DataSourceTransactions(dataSource));
    }

    /**
     * Sets the transactions of a framework instead of a data source.
     *
     * @param made returns another object with each call: one for each thread
     */
    public InboxBuilder transactions(Supplier<InboxTransactions> made) {
        transactions = made;
        return this;
    }

    /** Sets the tables; by default those that the connection's search path finds. */
    public InboxBuilder tables(InboxTables own) {
        tables = own;
        return this;
    }

    /**
     * Sets the properties of all Kafka clients: {@code bootstrap.servers}, TLS, SASL and others. A property that the inbox sets
     * itself, such as {@code isolation.level}, is rejected by {@link #build}.
     */
    public InboxBuilder kafka(Map<String, String> properties) {
        kafka = Map.copyOf(properties);
        return this;
    }

    /** Sets the consumer group, which is also the owner of the rows in the inbox's tables. */
    public InboxBuilder group(String name) {
        group = name;
        return this;
    }

    /**
     * Adds topics to read.
     *
     * @throws IllegalArgumentException if Kafka would refuse a topic of this name
     */
    public InboxBuilder topics(String... names) {
        return topics(List.of(names));
    }

    /**
     * Adds topics to read.
     *
     * @throws IllegalArgumentException if Kafka would refuse a topic of this name
     */
    public InboxBuilder topics(Collection<String> names) {
        names.forEach(name -> topics.add(new TopicName(name)));
        return this;
    }

    /**
     * Sets the handler of an event type, in all topics.
     *
     * @param type the value of the header {@code ce_type}
     * @throws IllegalArgumentException if the type has a handler already
     */
    public InboxBuilder on(String type, EventHandler handler) {
        if (handlers.putIfAbsent(type, handler) != null) {
            throw new IllegalArgumentException("two handlers for events of type " + type);
        }
        return this;
    }

    /**
     * Sets the handler of all other events, those without a type too. Without it and without {@link #ignoreOtherTypes}, such an event
     * fails.
     *
     * @throws IllegalArgumentException if there is one already
     */
    public InboxBuilder otherwise(EventHandler handler) {
        if (otherwise != null) {
            throw new IllegalArgumentException("two handlers for events of other types");
        }
        otherwise = handler;
        return this;
    }

    /** Passes over events without a handler: only the stored offset moves. */
    public InboxBuilder ignoreOtherTypes() {
        ignoresOthers = true;
        return this;
    }

    /** Sets the guard against repeated events; {@link Guard#EVENT_ID} by default. */
    public InboxBuilder guard(Guard kind) {
        guard = kind;
        return this;
    }

    /** Sets the time for which {@link Guard#EVENT_ID} remembers an event, from 1 s on; 30 days by default. */
    public InboxBuilder keepEventIds(Duration kept) {
        keepEventIds = kept;
        return this;
    }

    /** Sets the fate of an event after its last attempt; {@link OnFailure#HALT} by default. */
    public InboxBuilder onFailure(OnFailure policy) {
        onFailure = policy;
        return this;
    }

    /**
     * Sets how often a failing event is tried in a transaction of its own, from 1 on; 5 by default. Between two attempts the topic
     * waits, by the {@link #backoff}.
     */
    public InboxBuilder attempts(int number) {
        attempts = number;
        return this;
    }

    /** Sets the waits after failures; 200 ms, doubling up to 5 s, and 30 s between two attempts of a halted topic by default. */
    public InboxBuilder backoff(BackoffSettings waits) {
        backoff = waits;
        return this;
    }

    /** Sets the most records of one poll, and so of one transaction, from 1 to 5,000; 500 by default. */
    public InboxBuilder batchSize(int records) {
        batchSize = records;
        return this;
    }

    /**
     * Sets how a dead letter topic is created where it is missing.
     *
     * @param partitions from 1 on; 1 by default
     * @param replication the replication factor; -1, the default, leaves it to the broker
     */
    public InboxBuilder deadLetters(int partitions, short replication) {
        deadLetterPartitions = partitions;
        deadLetterReplication = replication;
        return this;
    }

    /** Sets the listener of each topic's loop, by the topic's name. */
    public InboxBuilder listener(Function<String, LoopListener> byTopic) {
        listeners = byTopic;
        return this;
    }

    /**
     * Makes the inbox; opens nothing yet.
     *
     * @throws IllegalArgumentException if a setting is missing or out of its range; the message names it
     */
    public Inbox build() {
        Supplier<InboxTransactions> own = transactions;
        if (own == null) {
            throw new IllegalArgumentException("a data source is missing");
        }
        require(!group.isBlank(), "a consumer group is missing");
        require(!topics.isEmpty(), "a topic is missing");
        require(!handlers.isEmpty() || otherwise != null, "a handler is missing");
        require(attempts >= 1, "attempts must be 1 or more");
        require(batchSize >= 1 && batchSize <= 5_000, "the batch size must be from 1 to 5000");
        require(keepEventIds.toSeconds() >= 1, "event ids must be kept for 1 s or more");
        requireKafka();
        Application application = new Application(new Handlers(handlers, otherwise, ignoresOthers), guard());
        ParkedEvents parked = new ParkedEvents(tables, group);
        Map<String, PollLoop> loops = new LinkedHashMap<>();
        Map<String, Skips> skips = new LinkedHashMap<>();
        for (TopicName topic : topics) {
            ConsumeSettings settings = settings(topic);
            loops.put(topic.value(), loop(settings, own.get(), parked));
            skips.put(
                    topic.value(),
                    new Skips(
                            topic,
                            new OffsetStore(tables, own.get(), group, topic.value()),
                            new ConfiguredKafkaClients(settings)));
        }
        return new Inbox(loops, skips, new ParkedKeys(own, parked, application, this::deadLetters));
    }

    private PollLoop loop(ConsumeSettings settings, InboxTransactions own, ParkedEvents parked) {
        String topic = settings.topic().value();
        EventGuard swept = guard();
        TopicSetup setup = new TopicSetup(
                topic,
                own,
                new Application(new Handlers(handlers, otherwise, ignoresOthers), swept),
                swept,
                parked,
                attempts,
                onFailure);
        KafkaClients clients = new ConfiguredKafkaClients(settings);
        OffsetStore offsets = new OffsetStore(tables, own, group, topic);
        DeadLetters letters = new DeadLetterTopic(settings, clients);
        LoopListener listener = listeners.apply(topic);
        LoopParts parts = new LoopParts(
                clients,
                new EventBatches(setup, offsets, letters, listener),
                letters,
                new NoReplays(),
                offsets,
                listener);
        return new PollLoop(settings, parts, new FailurePolicy(new InboxRemedies()), Clock.systemUTC());
    }

    private EventGuard guard() {
        return switch (guard) {
            case VERSION -> new VersionGuard(tables, group);
            case EVENT_ID -> new EventIdGuard(tables, group, keepEventIds, Clock.systemUTC());
            case NONE -> EventGuard.NONE;
        };
    }

    private DeadLetters deadLetters(String topic) {
        ConsumeSettings settings = settings(new TopicName(topic));
        return new DeadLetterTopic(settings, new ConfiguredKafkaClients(settings));
    }

    private ConsumeSettings settings(TopicName topic) {
        Map<String, String> others = new HashMap<>(kafka);
        String servers = others.remove(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG);
        return new ConsumeSettings(
                topic,
                group,
                servers == null ? "" : servers,
                others,
                batchSize,
                deadLetterPartitions,
                deadLetterReplication,
                backoff);
    }

    private void requireKafka() {
        require(
                kafka.containsKey(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG),
                "the Kafka property bootstrap.servers is missing");
        Set<String> reserved = ClientDefaults.reserved();
        reserved.remove(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG);
        reserved.retainAll(kafka.keySet());
        require(reserved.isEmpty(), "the inbox sets these Kafka properties itself: " + reserved);
        require(
                topics.size() == 1 || !kafka.containsKey(CommonClientConfigs.GROUP_INSTANCE_ID_CONFIG),
                "group.instance.id would name several members: read several topics without it");
    }

    private static void require(boolean right, String otherwise) {
        if (!right) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
