package com.everyoneslecture.chaos.guarantee;

import static org.assertj.core.api.Assertions.assertThat;

import com.everyoneslecture.chaos.guarantee.BrokenRelay.Defect;
import com.everyoneslecture.chaos.observe.Category;
import com.everyoneslecture.chaos.observe.Event;
import com.everyoneslecture.chaos.observe.Group;
import com.everyoneslecture.chaos.observe.ReadModel;
import com.everyoneslecture.db.Schema;
import com.everyoneslecture.testservices.TestDatabase;
import com.everyoneslecture.testservices.TestKafka;
import com.everyoneslecture.testservices.TestPostgres;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The defects of a projector, on a real database and a real group. */
@Timeout(180)
class ReadModelIT {

    private static final String GROUP = "CGR-lecture-test";

    private final TestDatabase database = TestPostgres.shared().create(Schema.LECTURE);

    @Test
    void findsAnOffsetThatWasCommittedBeforeItsEventWasApplied() throws Exception {
        try (Case tried = new Case(1);
                ReadModel readModel = new ReadModel(database.admin());
                Group group = new Group(
                        Map.of("bootstrap.servers", TestKafka.shared().bootstrapServers()), tried.topic(), GROUP)) {
            List<Event> events = tried.commit(5, 2);
            tried.relay().publish(events, Defect.NONE);
            tried.awaitRead(events.size());
            CommittedOffsetNeverPassesApplied guarantee =
                    new CommittedOffsetNeverPassesApplied(tried.log, readModel, tried.verdicts);

            apply(events.subList(0, 9));
            commit(tried.topic(), tried.log.between(0, 0, Long.MAX_VALUE).get(8).offset() + 1);
            guarantee.committed(committed(group));
            assertThat(tried.verdicts.all()).isEmpty();
            assertThat(readModel.events()).hasValue(9L);

            commit(tried.topic(), tried.log.position(0));
            guarantee.committed(committed(group));
            guarantee.committed(committed(group));
            assertThat(tried.verdicts.all()).singleElement().satisfies(violation -> {
                assertThat(violation.damage()).isEqualTo(Damage.SKIPPED);
                assertThat(violation.what())
                        .contains("category 5", events.get(9).id().toString(), "has version 1");
            });
        }
    }

    @Test
    void acceptsAReadModelThatIsAheadOfItsOffsets() throws Exception {
        try (Case tried = new Case(1);
                ReadModel readModel = new ReadModel(database.admin())) {
            List<Event> events = tried.commit(5, 2);
            tried.relay().publish(events, Defect.NONE);
            tried.awaitRead(events.size());
            apply(events);
            new CommittedOffsetNeverPassesApplied(tried.log, readModel, tried.verdicts).committed(Map.of(0, 3L));
            assertThat(tried.verdicts.all()).isEmpty();
        }
    }

    @Test
    void judgesOffsetsAnewWhenAReadModelThatWasSetBackShouldHaveCaughtUp() throws Exception {
        try (Case tried = new Case(1);
                ReadModel readModel = new ReadModel(database.admin())) {
            List<Event> events = tried.commit(5, 2);
            tried.relay().publish(events, Defect.NONE);
            tried.awaitRead(events.size());
            apply(events);
            CommittedOffsetNeverPassesApplied offsets =
                    new CommittedOffsetNeverPassesApplied(tried.log, readModel, tried.verdicts);
            offsets.committed(Map.of(0, 10L));
            offsets.suspend();
            execute("delete from read_category where category_id = 3");
            offsets.committed(Map.of(0, 10L));
            assertThat(tried.verdicts.all()).as("offsets may be ahead").isEmpty();
            offsets.resume();
            offsets.committed(Map.of(0, 10L));
            assertThat(tried.verdicts.all())
                    .extracting(violation ->
                            violation.damage() + " " + violation.what().substring(0, 10))
                    .containsExactly("skipped category 3");
        }
    }

    @Test
    void acceptsAReadModelThatIsAheadByVersionsThatWereTakenBack() throws Exception {
        try (Case tried = new Case(1);
                ReadModel readModel = new ReadModel(database.admin())) {
            List<Event> kept = tried.commit(3, 1);
            List<Event> tail = tried.commit(2, 2, 2);
            tried.relay().publish(kept, Defect.NONE);
            tried.relay().publish(tail, Defect.NONE);
            tried.awaitRead(kept.size() + tail.size());
            apply(kept);
            apply(tail);
            ReadModelConverges converges = new ReadModelConverges(tried.log, tried.verdicts);
            converges.undo(tail.stream().map(Event::id).toList());
            Map<Long, Category> truth = Map.of(
                    1L, new Category(1, "이름 1"),
                    // The version was assigned again: the later event counts.
                    2L, new Category(2, "이름 2 again"),
                    3L, new Category(1, "다른 이름"));
            converges.judge(truth, readModel.categories().orElseThrow());
            assertThat(tried.verdicts.all())
                    .extracting(violation -> violation.what().substring(0, 10))
                    .containsExactly("category 2", "category 3");
        }
    }

    @Test
    void findsEachWayInWhichTheReadModelCanDiffer() throws Exception {
        try (Case tried = new Case(1);
                ReadModel readModel = new ReadModel(database.admin())) {
            apply(tried.commit(4, 1));
            Map<Long, Category> truth = Map.of(
                    1L, new Category(1, "이름 1"),
                    2L, new Category(2, "이름 1"),
                    3L, new Category(1, "다른 이름"),
                    5L, new Category(1, "이름 1"));
            new ReadModelConverges(tried.log, tried.verdicts)
                    .judge(truth, readModel.categories().orElseThrow());
            assertThat(tried.verdicts.all())
                    .allMatch(violation -> violation.damage() == Damage.DIVERGED)
                    .extracting(violation -> violation.what().substring(0, 10))
                    .containsExactly("category 2", "category 3", "category 4", "category 5");
        }
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = database.admin().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private void apply(List<Event> events) throws SQLException {
        try (Connection connection = database.as("lecture_projector").getConnection();
                PreparedStatement upsert = connection.prepareStatement("""
                        insert into read_category (category_id, category_name, aggregate_version, event_id, occurred_at)
                        values (?, ?, ?, ?, now())
                        on conflict (category_id) do update
                            set aggregate_version = excluded.aggregate_version, category_name = excluded.category_name
                        """)) {
            for (Event event : events) {
                upsert.setLong(1, event.key());
                upsert.setString(2, "이름 " + event.version());
                upsert.setLong(3, event.version());
                upsert.setObject(4, event.id());
                upsert.executeUpdate();
            }
        }
    }

    private static void commit(String topic, long offset) throws Exception {
        try (Admin admin =
                Admin.create(Map.of("bootstrap.servers", TestKafka.shared().bootstrapServers()))) {
            admin.alterConsumerGroupOffsets(GROUP, Map.of(new TopicPartition(topic, 0), new OffsetAndMetadata(offset)))
                    .all()
                    .get();
        }
    }

    private static Map<Integer, Long> committed(Group group) throws InterruptedException {
        return group.state().orElseThrow().committed();
    }
}
