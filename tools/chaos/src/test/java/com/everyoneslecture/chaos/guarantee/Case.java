package com.everyoneslecture.chaos.guarantee;

import com.everyoneslecture.chaos.load.Journal;
import com.everyoneslecture.chaos.observe.Content;
import com.everyoneslecture.chaos.observe.Event;
import com.everyoneslecture.chaos.observe.Outbox;
import com.everyoneslecture.chaos.observe.Row;
import com.everyoneslecture.chaos.observe.Seen;
import com.everyoneslecture.chaos.observe.TopicLog;
import com.everyoneslecture.chaos.observe.TopicReader;
import com.everyoneslecture.db.Schema;
import com.everyoneslecture.testservices.TestDatabase;
import com.everyoneslecture.testservices.TestKafka;
import com.everyoneslecture.testservices.TestPostgres;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.awaitility.Awaitility;

/** A real outbox and a real topic, a relay between them, and the guarantees that judge both. */
final class Case implements AutoCloseable {

    private static final AtomicInteger NUMBER = new AtomicInteger();
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final TestDatabase database = TestPostgres.shared().create(Schema.CATEGORY);
    private final String topic = "case-" + NUMBER.incrementAndGet();
    private final Outbox outbox = new Outbox(database.admin());
    private final BrokenRelay relay;
    private final TopicReader reader;

    final TopicLog log = new TopicLog();
    final Journal journal = new Journal();
    final Verdicts verdicts = new Verdicts(violation -> {});
    final PublishedExactlyOnce exactlyOnce = new PublishedExactlyOnce(log, verdicts);
    final PerAggregateOrder order = new PerAggregateOrder(log, verdicts);
    final RecordsAsAppended asAppended = new RecordsAsAppended(log, journal, verdicts);
    final NoPhantomEvents phantoms = new NoPhantomEvents(log, outbox, journal, verdicts, Duration.ofMillis(200));

    Case(int partitions) throws Exception {
        String servers = TestKafka.shared().bootstrapServers();
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", servers))) {
            admin.createTopics(List.of(new NewTopic(topic, partitions, (short) 1)))
                    .all()
                    .get();
        }
        relay = new BrokenRelay(servers, topic);
        reader = new TopicReader(Map.of("bootstrap.servers", servers), topic, log, this::ofCategory, this::seen);
        reader.start();
    }

    String topic() {
        return topic;
    }

    BrokenRelay relay() {
        return relay;
    }

    /** Returns a relay that reads the topic's metadata only now. */
    BrokenRelay anotherRelay() {
        return new BrokenRelay(TestKafka.shared().bootstrapServers(), topic);
    }

    /** Commits this number of versions of each of the categories, row by row. Returns the events in the order of the commits. */
    List<Event> commit(int keys, int versions) throws SQLException {
        return commit(keys, 1, versions);
    }

    /** Does the same from one version to another one, which is included. */
    List<Event> commit(int keys, int first, int last) throws SQLException {
        List<Event> events = new ArrayList<>();
        try (Connection connection = database.as("category_app").getConnection()) {
            for (long version = first; version <= last; version++) {
                for (long key : LongStream.rangeClosed(1, keys).toArray()) {
                    Event event = new Event(UUID.randomUUID(), key, version);
                    insert(connection, event);
                    events.add(event);
                }
            }
        }
        return events;
    }

    String snapshot() {
        return outbox.snapshot().orElseThrow();
    }

    /** Undoes all rows that the snapshot does not cover. */
    void setBack(String snapshot) throws SQLException {
        List<Event> tail = outbox.between(snapshot, snapshot()).orElseThrow();
        try (Connection connection = database.admin().getConnection();
                PreparedStatement delete = connection.prepareStatement(
                        "delete from outbox where not pg_visible_in_snapshot(tx_id, ?::pg_snapshot)")) {
            delete.setString(1, snapshot);
            delete.executeUpdate();
        }
        List<UUID> ids = tail.stream().map(Event::id).toList();
        journal.undo(tail);
        log.undo(ids);
        order.undo(ids);
        phantoms.undo(ids);
    }

    /** Begins a transaction that stays open. */
    Connection begin() throws SQLException {
        Connection connection = database.as("category_app").getConnection();
        connection.setAutoCommit(false);
        return connection;
    }

    static void insert(Connection connection, Event event) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("""
                insert into outbox (id, aggregatetype, aggregateid, aggregateversion, type, payload, occurred_at)
                values (?, 'category', ?, ?, 'LectureCategoryChanged', '{}', 0)
                """)) {
            insert.setObject(1, event.id());
            insert.setString(2, Long.toString(event.key()));
            insert.setLong(3, event.version());
            insert.executeUpdate();
        }
    }

    /** Returns when this number of records has been read. */
    void awaitRead(long records) {
        Awaitility.await(records + " records").atMost(PATIENCE).until(() -> {
            reader.check();
            return log.records() >= records;
        });
    }

    /** Judges everything about outbox and topic, and returns the violations. */
    List<Violation> judge() {
        String now = outbox.snapshot().orElseThrow();
        List<Row> rows = outbox.rows(Outbox.NOTHING, now).orElseThrow();
        exactlyOnce.judge(rows.stream().map(Row::event).toList());
        asAppended.judge(rows);
        exactlyOnce.judge(journal);
        phantoms.judge();
        return verdicts.all();
    }

    /** Returns the number of violations by guarantee and damage. */
    Map<String, Long> judgedBy() {
        return judge().stream()
                .collect(Collectors.groupingBy(
                        violation -> violation.guarantee() + " " + violation.damage(), Collectors.counting()));
    }

    @Override
    public void close() {
        reader.close();
        relay.close();
        outbox.close();
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
