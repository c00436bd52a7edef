package com.everyoneslecture.outbox.inbox;

import com.everyoneslecture.outbox.event.TopicName;
import com.everyoneslecture.outbox.retry.BackoffSettings;
import com.everyoneslecture.outbox.retry.SteadyClock;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apiguardian.api.API;
import org.jspecify.annotations.Nullable;

/**
 * The settings of an {@link Inbox}. The database, Kafka's bootstrap servers, the group, a topic, and a handler or a
 * projection are required.
 *
 * <p><b>Threads:</b> for one thread.
 *
 * <p><b>Stability:</b> stable; settings may be added.
 */
@API(status = API.Status.STABLE)
public final class InboxBuilder implements Cloneable {

    private @Nullable Supplier<InboxTransactions> transactions;
    InboxTables tables = InboxTables.ofSearchPath();
    Map<String, String> kafka = Map.of();
    String group = "";
    Set<TopicName> topics = new LinkedHashSet<>();
    Map<String, EventHandler> handlers = new HashMap<>();

    @Nullable
    EventHandler otherwise;

    boolean ignoresOthers;
    Guard guard = Guard.EVENT_ID;
    Duration keepEventIds = Duration.ofDays(30);
    OnFailure onFailure = OnFailure.HALT;
    int attempts = 5;
    BackoffSettings backoff =
            new BackoffSettings(Duration.ofMillis(200), Duration.ofSeconds(5), Duration.ofSeconds(30));
    int batchSize = 500;
    int deadLetterPartitions = 1;
    short deadLetterReplication = -1;
    Function<String, LoopListener> listeners = topic -> new LoopListener() {};

    @Nullable
    Projection<?> projection;

    @Nullable
    Emptying emptying;

    InboxRemedies remedies = new InboxRemedies();
    UnaryOperator<KafkaClients> clients = same -> same;
    UnaryOperator<LoopParts> parts = same -> same;

    /** The loops' clock, which tests replace. */
    Clock clock = SteadyClock.begin();

    InboxBuilder() {}

    /** Returns the names of the Kafka properties that {@link #kafka} rejects, because the inbox sets them itself. */
    public static Set<String> reservedKafkaProperties() {
        Set<String> reserved = ClientDefaults.reserved();
        reserved.remove(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG);
        return reserved;
    }

    /**
     * Sets the consumer's database. Each transaction takes a connection and returns it, so a pool is advisable, with limits on
     * connecting and on waiting for responses ({@code connectTimeout}, {@code socketTimeout}) below 20 s.
     */
    public InboxBuilder dataSource(DataSource dataSource) {
        return transactions(() -> new DataSourceTransactions(dataSource));
    }

    /**
     * Sets the transactions of a framework instead of a data source.
     *
     * @param made returns a new object with each call: one for each thread
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
     * @throws IllegalArgumentException if Kafka would reject a topic of this name
     */
    public InboxBuilder topics(String... names) {
        return topics(List.of(names));
    }

    /**
     * Adds topics to read.
     *
     * @throws IllegalArgumentException if Kafka would reject a topic of this name
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
     * Sets the handler of all other events, including those without a type. Without it and without {@link #ignoreOtherTypes},
     * such an event fails.
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

    /**
     * Applies events in batches instead of one by one. Handlers must not be set then; guard, attempts and
     * {@link OnFailure} have no effect, and no key is parked.
     */
    public InboxBuilder projection(Projection<?> batches) {
        projection = batches;
        return this;
    }

    /**
     * Enables rebuilds ({@link Inbox#rebuilds}). A partition without a stored offset is then read from its beginning, and the
     * offset that the group has committed is ignored.
     *
     * @param ofTables empties the tables that the inbox fills
     */
    public InboxBuilder rebuilds(Emptying ofTables) {
        emptying = ofTables;
        return this;
    }

    /** Sets the remedies of the service, which can name the service's own settings; general ones by default. */
    public InboxBuilder remedies(InboxRemedies ofService) {
        remedies = ofService;
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
     * Sets how often a failing event is tried in a separate transaction, at least 1; 5 by default. The topic waits
     * between two attempts ({@link #backoff}).
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

    /**
     * Sets the maximum number of records of one poll, and so of one transaction: 1 to 5,000, or 1 to 100,000 for a
     * {@link #projection}; 500 by default.
     */
    public InboxBuilder batchSize(int records) {
        batchSize = records;
        return this;
    }

    /**
     * Sets how a missing dead letter topic is created.
     *
     * @param partitions the number of partitions, at least 1; 1 by default
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
     * Creates the inbox without a connection. Later calls of the builder do not change it.
     *
     * @throws IllegalArgumentException if a setting is missing, out of range, or contradicts another one; the message names the
     *     setting
     */
    public Inbox build() {
        Supplier<InboxTransactions> own = transactions;
        if (own == null) {
            throw new IllegalArgumentException("a data source is missing");
        }
        require(!group.isBlank(), "a consumer group is missing");
        require(!topics.isEmpty(), "a topic is missing");
        boolean handles = !handlers.isEmpty() || otherwise != null;
        require(handles || projection != null, "a handler is missing");
        require(!handles || projection == null, "a projection receives all events: remove the handlers");
        require(attempts >= 1, "attempts must be 1 or more");
        int most = projection == null ? 5_000 : 100_000;
        require(batchSize >= 1 && batchSize <= most, "the batch size must be from 1 to " + most);
        require(keepEventIds.toSeconds() >= 1, "event ids must be kept for 1 s or more");
        requireKafka();
        return new InboxAssembly(clone(), own).inbox();
    }

    /** Replaces the clients and the parts of each loop, for tests. */
    InboxBuilder decorated(UnaryOperator<KafkaClients> ofClients, UnaryOperator<LoopParts> ofParts) {
        clients = ofClients;
        parts = ofParts;
        return this;
    }

    /** Returns a copy: an inbox reads settings again when it is started again. */
    @Override
    protected InboxBuilder clone() {
        try {
            InboxBuilder copy = (InboxBuilder) super.clone();
            copy.topics = new LinkedHashSet<>(topics);
            copy.handlers = new HashMap<>(handlers);
            return copy;
        } catch (CloneNotSupportedException e) {
            throw new AssertionError(e);
        }
    }

    private void requireKafka() {
        require(
                kafka.containsKey(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG),
                "the Kafka property bootstrap.servers is missing");
        Set<String> reserved = reservedKafkaProperties();
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
