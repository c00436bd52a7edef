package com.everyoneslecture.relay;

import com.everyoneslecture.db.Schema;
import com.everyoneslecture.relay.app.RelayProperties;
import com.everyoneslecture.relay.kafka.ProducerFactory;
import com.everyoneslecture.relay.report.RelayListener;
import com.everyoneslecture.relay.report.RelayState;
import com.everyoneslecture.relay.routing.DeadLetter;
import com.everyoneslecture.testservices.TestDatabase;
import com.everyoneslecture.testservices.TestPostgres;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** A separate outbox, a relay of it that reports its dead letters, and the topics that it writes to. */
final class DeadLetterFixture implements RelayListener, AutoCloseable {

    private final TestDatabase database = TestPostgres.shared().create(Schema.CATEGORY);
    private final OutboxFixture outbox = new OutboxFixture(database);
    private final List<DeadLetter> letters = new CopyOnWriteArrayList<>();
    private final String bootstrapServers;
    private @Nullable RelayFixture relay;

    DeadLetterFixture(String bootstrapServers) {
        this.bootstrapServers = bootstrapServers;
    }

    TestDatabase database() {
        return database;
    }

    OutboxFixture outbox() {
        return outbox;
    }

    String topic() {
        return RelayFixture.topic(database);
    }

    /** Returns the topic of dead letters that have no other topic. */
    String lastResort() {
        return "outbox-relay." + RelayFixture.slot(database) + ".DLT";
    }

    RelayProperties properties() {
        return RelayFixture.properties(database, bootstrapServers);
    }

    void start() {
        start(properties());
    }

    /** Returns when the relay streams. */
    void start(RelayProperties properties) {
        RelayFixture started = new RelayFixture(properties, this, ProducerFactory.KAFKA);
        relay = started;
        started.startAndStream();
    }

    void stop() {
        RelayFixture started = relay;
        if (started != null) {
            started.close();
        }
    }

    @Nullable
    RelayState state() {
        RelayFixture started = relay;
        return started == null ? null : started.supervisor().state();
    }

    /** Drops the constraints, as in a table that this project's migrations did not create. */
    void admitAnyRow() {
        outbox.execute("alter table outbox drop constraint outbox_payload_size;"
                + " alter table outbox drop constraint outbox_aggregatetype_length;"
                + " alter table outbox drop constraint outbox_occurred_at_range");
    }

    void make(String name, Map<String, String> configuration) throws Exception {
        try (Admin admin = admin()) {
            admin.createTopics(List.of(new NewTopic(name, 1, (short) 1).configs(configuration)))
                    .all()
                    .get();
        }
    }

    Admin admin() {
        Properties client = new Properties();
        client.put("bootstrap.servers", bootstrapServers);
        return Admin.create(client);
    }

    List<ConsumerRecord<byte[], byte[]>> read(String from, Collection<UUID> expected) {
        try (TopicFixture fixture = new TopicFixture(bootstrapServers, from)) {
            return fixture.await(expected);
        }
    }

    static List<UUID> ids(List<ConsumerRecord<byte[], byte[]>> records) {
        return records.stream().map(TopicFixture::eventId).toList();
    }

    List<DeadLetter> letters() {
        return letters;
    }

    List<String> reasons() {
        return letters.stream().map(DeadLetter::reason).toList();
    }

    @Override
    public void deadLettered(List<DeadLetter> more) {
        letters.addAll(more);
    }

    @Override
    public void close() {
        stop();
        outbox.dropSlot();
    }
}
