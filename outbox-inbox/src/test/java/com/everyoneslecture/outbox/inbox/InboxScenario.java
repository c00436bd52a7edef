package com.everyoneslecture.outbox.inbox;

import static org.awaitility.Awaitility.await;

import com.everyoneslecture.db.Schema;
import com.everyoneslecture.outbox.inbox.LoopState.Halted;
import com.everyoneslecture.outbox.retry.BackoffSettings;
import com.everyoneslecture.testservices.TestDatabase;
import com.everyoneslecture.testservices.TestKafka;
import com.everyoneslecture.testservices.TestPostgres;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

/** An inbox against servers. Its handler stores the value of each event; a value can be made to fail. */
abstract class InboxScenario {

    static final Duration BOUND = Duration.ofSeconds(60);
    static final String PLACED = "orders.OrderPlaced";

    static final TestDatabase DATABASE = TestPostgres.shared().create(Schema.LECTURE);

    final Set<String> failing = ConcurrentHashMap.newKeySet();
    final List<AutoCloseable> open = new ArrayList<>();
    final FaultyTransactions transactions = new FaultyTransactions(DATABASE.admin(), 42);
    TestTopic topic;

    @BeforeAll
    static void createTables() {
        execute("create schema if not exists shipping");
        createTables("shipping");
        execute(
                "create table if not exists applied (id bigint generated always as identity, topic text, key text, value text)");
    }

    @BeforeEach
    void createTopic() {
        topic = topic(1);
    }

    @AfterEach
    void close() throws Exception {
        for (int last = open.size() - 1; last >= 0; last--) {
            open.get(last).close();
        }
    }

    static void createTables(String schema) {
        try (Connection connection = DATABASE.admin().getConnection()) {
            InboxTables.in(schema).create(connection);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    TestTopic topic(int partitions) {
        TestTopic made = TestTopic.create(TestKafka.shared().bootstrapServers(), partitions);
        open.add(made);
        return made;
    }

    InboxBuilder inbox(Guard guard, OnFailure policy) {
        return inbox(guard, policy, topic);
    }

    InboxBuilder inbox(Guard guard, OnFailure policy, TestTopic read) {
        return builder(guard, policy, read).on(PLACED, this::store).ignoreOtherTypes();
    }

    InboxBuilder builder(Guard guard, OnFailure policy) {
        return builder(guard, policy, topic);
    }

    InboxBuilder builder(Guard guard, OnFailure policy, TestTopic read) {
        return Inbox.builder()
                .transactions(transactions.each())
                .tables(InboxTables.in("shipping"))
                .kafka(Map.of("bootstrap.servers", TestKafka.shared().bootstrapServers()))
                .group(read.name())
                .topics(read.name())
                .guard(guard)
                .onFailure(policy)
                .attempts(2)
                .backoff(new BackoffSettings(Duration.ofMillis(10), Duration.ofMillis(100), Duration.ofMillis(200)));
    }

    Inbox start(InboxBuilder builder) {
        Inbox inbox = builder.build();
        open.add(inbox);
        inbox.start();
        return inbox;
    }

    void store(ReceivedEvent event, Connection connection) throws SQLException {
        insert(event, connection);
        if (failing.contains(String.valueOf(event.valueText()))) {
            throw new IllegalStateException("cannot store " + event.valueText());
        }
    }

    static void insert(ReceivedEvent event, Connection connection) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("insert into applied (topic, key, value) values (?, ?, ?)")) {
            statement.setString(1, event.topic());
            statement.setString(2, event.keyText());
            statement.setString(3, String.valueOf(event.valueText()));
            statement.executeUpdate();
        }
    }

    Halted awaitHalt(Inbox inbox) {
        await().atMost(BOUND).until(() -> inbox.states().get(topic.name()) instanceof Halted);
        return (Halted) Objects.requireNonNull(inbox.states().get(topic.name()));
    }

    void awaitOffset(long next) {
        await().atMost(BOUND).until(() -> storedOffset(topic) == next);
    }

    static List<String> applied(TestTopic of) {
        return texts("select value from applied where topic = ? order by id", of.name());
    }

    static long storedOffset(TestTopic of) {
        return Long.parseLong(texts(
                        "select coalesce(sum(next_offset), 0)::text from shipping.inbox_offset where topic = ?",
                        of.name())
                .get(0));
    }

    static List<String> texts(String sql, String topic) {
        try (Connection connection = DATABASE.admin().getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, topic);
            List<String> found = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    found.add(rows.getString(1));
                }
            }
            return found;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    static void execute(String sql) {
        try (Connection connection = DATABASE.admin().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
