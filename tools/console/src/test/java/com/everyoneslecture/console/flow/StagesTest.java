package com.everyoneslecture.console.flow;

import static org.assertj.core.api.Assertions.assertThat;

import com.everyoneslecture.console.flow.BackgroundRequest.Answer;
import com.everyoneslecture.console.flow.Condition.Health;
import com.everyoneslecture.console.flow.Flow.EventFigures;
import com.everyoneslecture.console.flow.OutboxDatabase.SlotReading;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.apache.kafka.common.GroupState;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

class StagesTest {

    private static final long SECOND = 1_000_000_000L;
    private static final EventFigures NO_EVENTS = new EventFigures(0.0, null);

    private static final Letters.Share NO_LETTERS = new Letters.Share(RowCount.NONE, 0, null);
    private static final Answer<Letters> LETTERS = new Answer<>(new Letters(NO_LETTERS, NO_LETTERS), null);

    private final Starts starts = new Starts(Clock.systemUTC());
    private final Stages stages = new Stages(settings(null), starts);
    private final KafkaStages kafkaStages = new KafkaStages(settings(null), starts, new Rebalances());

    private static FlowSettings settings(FlowSettings.@Nullable Connect connect) {
        return new FlowSettings(
                URI.create("http://127.0.0.1:8081"),
                new PGSimpleDataSource(),
                "category_outbox",
                URI.create("http://127.0.0.1:8083"),
                URI.create("http://127.0.0.1:8084"),
                connect,
                new Properties(),
                "categoryChanged",
                "CGR-lecture-categoryChanged",
                URI.create("http://127.0.0.1:8082"),
                new PGSimpleDataSource());
    }

    @Test
    void saysOfAnUnreachableServiceWhereItShouldBe() {
        FlowSnapshot.Relay relay = stages.relay(new Answer<>(null, "connection refused"), null, LETTERS, SECOND);

        assertThat(relay.state()).isEqualTo("unreachable");
        assertThat(relay.capture()).isNull();
        assertThat(relay.condition().health()).isEqualTo(Health.BAD);
        assertThat(relay.condition().cause()).contains("http://127.0.0.1:8083").contains("connection refused");
        assertThat(relay.condition().remedy()).isNotNull();
    }

    @Test
    void passesOnWhatAServiceSaysOfItself() {
        FlowSnapshot.Relay relay = stages.relay(
                service(false, "halted", "there is no publication 'outbox'", "run the migrations", ""),
                null,
                LETTERS,
                SECOND);

        assertThat(relay.state()).isEqualTo("halted");
        assertThat(relay.capture()).isEqualTo("wal");
        assertThat(relay.condition().health()).isEqualTo(Health.BAD);
        assertThat(relay.condition().cause()).isEqualTo("there is no publication 'outbox'");
        assertThat(relay.condition().remedy()).isEqualTo("run the migrations");
    }

    @Test
    void showsTheRelayThatPublishesAndTheOneThatStandsBy() {
        FlowSnapshot.Relay before = stages.relay(
                service(true, "streaming", null, null, relayMetrics(100, 1.0, 100)),
                service(true, "standby", null, null, ""),
                LETTERS,
                SECOND);
        assertThat(before.name()).isEqualTo("outbox-relay");
        assertThat(before.standby()).isEqualTo("standby");
        assertThat(before.condition()).isEqualTo(Condition.GOOD);

        FlowSnapshot.Relay after = stages.relay(
                new Answer<>(null, "connection refused"),
                service(true, "streaming", null, null, relayMetrics(7, 1.0, 7)),
                LETTERS,
                2 * SECOND);
        assertThat(after.name()).isEqualTo("outbox-relay-2");
        assertThat(after.state()).isEqualTo("streaming");
        assertThat(after.standby()).isEqualTo("unreachable");
        assertThat(after.perSecond()).isNull();
        assertThat(after.condition().health()).isEqualTo(Health.WARNING);
        assertThat(after.condition().cause())
                .contains("no relay stands by")
                .contains("http://127.0.0.1:8083")
                .contains("connection refused");
    }

    @Test
    void namesTheConnectorIfKafkaConnectRunsTheRelay() {
        Stages onConnect = new Stages(
                settings(new FlowSettings.Connect(
                        List.of(URI.create("http://127.0.0.1:8085"), URI.create("http://127.0.0.1:8086")), "outbox")),
                starts);
        FlowSnapshot.Relay running = onConnect.relay(service(true, "running", null, null, ""), null, LETTERS, SECOND);
        assertThat(running.name()).isEqualTo("connector outbox");
        assertThat(running.state()).isEqualTo("running");
        assertThat(running.condition()).isEqualTo(Condition.GOOD);
        assertThat(running.published()).isNull();

        FlowSnapshot.Relay unreachable =
                onConnect.relay(new Answer<>(null, "connection refused"), null, LETTERS, 2 * SECOND);
        assertThat(unreachable.condition().cause())
                .isEqualTo("Kafka Connect at http://127.0.0.1:8085 and http://127.0.0.1:8086: connection refused");
    }

    @Test
    void countsWhatTheRelayPublishesInASecond() {
        stages.relay(service(true, "streaming", null, null, relayMetrics(100, 1.0, 100)), null, LETTERS, SECOND);
        FlowSnapshot.Relay relay = stages.relay(
                service(true, "streaming", null, null, relayMetrics(150, 1.5, 150)), null, LETTERS, 2 * SECOND);

        assertThat(relay.perSecond()).isEqualTo(50);
        assertThat(relay.published()).isEqualTo(150);
        assertThat(relay.latencyMillis()).isEqualTo(10);
    }

    @Test
    void isWorriedBySlotsThatAreMissingLostOrRead() {
        assertThat(slot(null).condition().cause()).contains("there is no slot category_outbox");
        assertThat(slot(new SlotReading(true, "lost", 10L, null)).condition().health())
                .isEqualTo(Health.BAD);
        assertThat(slot(new SlotReading(true, "unreserved", 10L, null))
                        .condition()
                        .health())
                .isEqualTo(Health.BAD);
        assertThat(slot(new SlotReading(false, "reserved", 10L, null))
                        .condition()
                        .cause())
                .contains("no relay streams");
        assertThat(slot(new SlotReading(true, "reserved", 10L, null))
                        .condition()
                        .health())
                .isEqualTo(Health.GOOD);
    }

    @Test
    void isCheckingWhateverHasNotAnsweredYet() {
        assertThat(stages.writes(Answer.notYet(), Answer.notYet(), SECOND).condition())
                .isEqualTo(Condition.CHECKING);
        assertThat(stages.outbox(Answer.notYet(), NO_EVENTS).condition()).isEqualTo(Condition.CHECKING);
        assertThat(stages.slot(Answer.notYet(), SECOND).condition()).isEqualTo(Condition.CHECKING);
        assertThat(stages.relay(Answer.notYet(), null, LETTERS, SECOND).condition())
                .isEqualTo(Condition.CHECKING);
        assertThat(kafkaStages.topic(Answer.notYet(), SECOND).condition()).isEqualTo(Condition.CHECKING);
        assertThat(kafkaStages
                        .group(Answer.notYet(), Answer.notYet(), Instant.EPOCH)
                        .condition())
                .isEqualTo(Condition.CHECKING);
        assertThat(stages.readModel(Answer.notYet(), Answer.notYet(), LETTERS, NO_EVENTS, SECOND)
                        .condition())
                .isEqualTo(Condition.CHECKING);
    }

    @Test
    void isStartingWhateverNeedsAComponentThatStarts() {
        starts.begun("outbox-relay");

        assertThat(slot(new SlotReading(false, "reserved", 10L, null))
                        .condition()
                        .health())
                .isEqualTo(Health.STARTING);
        FlowSnapshot.Relay relay = stages.relay(Answer.failed("connection refused"), null, LETTERS, SECOND);
        assertThat(relay.condition().health()).isEqualTo(Health.STARTING);
        assertThat(relay.condition().cause()).startsWith("outbox-relay was started");
        assertThat(stages.relay(service(true, "streaming", null, null, ""), null, LETTERS, 2 * SECOND)
                        .condition())
                .isEqualTo(Condition.GOOD);
        assertThat(stages.relay(Answer.failed("connection refused"), null, LETTERS, 3 * SECOND)
                        .condition()
                        .health())
                .isEqualTo(Health.BAD);
    }

    @Test
    void newDeadLettersAreAWarningAtTheStageThatWroteThem() {
        Answer<ServiceProbe.Reading> well = service(true, "streaming", null, null, "");
        Answer<Letters> one =
                new Answer<>(new Letters(NO_LETTERS, new Letters.Share(RowCount.exact(3), 1, "not-json")), null);

        FlowSnapshot.ReadModel readModel =
                stages.readModel(well, new Answer<>(RowCount.exact(7), null), one, NO_EVENTS, SECOND);
        assertThat(readModel.condition().health()).isEqualTo(Health.WARNING);
        assertThat(readModel.condition().cause()).isEqualTo("new dead letters: 1; the newest: not-json");
        assertThat(readModel.deadLetters()).isEqualTo(3);
        assertThat(readModel.deadLettersKind()).isEqualTo(RowCount.Kind.EXACT);
        assertThat(readModel.rows()).isEqualTo(7);
        assertThat(stages.relay(well, null, one, SECOND).condition()).isEqualTo(Condition.GOOD);
        FlowSnapshot.Relay unknown = stages.relay(well, null, Answer.failed("does not answer"), SECOND);
        assertThat(unknown.deadLettered()).as("unknown").isNull();
        assertThat(unknown.condition()).isEqualTo(Condition.GOOD);
    }

    @Test
    void isStartingIfTheRelaySaysSo() {
        assertThat(stages.relay(service(false, "starting", null, null, ""), null, LETTERS, SECOND)
                        .condition()
                        .health())
                .isEqualTo(Health.STARTING);
    }

    @Test
    void doesNotBlameTheSlotForAnUnreachableDatabase() {
        FlowSnapshot.Slot slot = stages.slot(new Answer<>(null, "connection refused"), SECOND);

        assertThat(slot.condition().health()).isEqualTo(Health.UNKNOWN);
        assertThat(slot.lagBytes()).isNull();
    }

    @Test
    void addsUpTheLagAndNamesWhoReads() {
        FlowSnapshot.Group group = kafkaStages.group(
                kafka(
                        Map.of(0, 10L, 1, 20L),
                        Map.of(0, 7L),
                        GroupState.STABLE,
                        new GroupMembers.Member("one-beef-1234", "one", "/127.0.0.1", List.of(0))),
                service(true, "polling", null, null, ""),
                Instant.EPOCH);

        assertThat(group.lag()).isEqualTo(23);
        assertThat(group.condition().health()).isEqualTo(Health.GOOD);
        assertThat(group.partitions())
                .containsExactly(
                        new FlowSnapshot.GroupPartition(0, 7L, 3L, "one-beef-1234"),
                        new FlowSnapshot.GroupPartition(1, null, 20L, null));
        assertThat(group.members())
                .containsExactly(new FlowSnapshot.GroupMember("one-beef-1234", "one beef", "beef", "/127.0.0.1", 1));
    }

    @Test
    void saysThatNoConsumerReads() {
        FlowSnapshot.Group group = kafkaStages.group(
                kafka(Map.of(0, 10L), Map.of(), GroupState.EMPTY),
                new Answer<>(null, "connection refused"),
                Instant.EPOCH);

        assertThat(group.condition().health()).isEqualTo(Health.BAD);
        assertThat(group.condition().cause()).isEqualTo("no consumer reads the topic for CGR-lecture-categoryChanged");
        assertThat(group.condition().remedy()).isEqualTo("start lecture-projector");
    }

    @Test
    void warnsOfATopicThatIsNotThereYet() {
        FlowSnapshot.Topic topic = kafkaStages.topic(kafka(Map.of(), Map.of(), null), SECOND);

        assertThat(topic.condition().health()).isEqualTo(Health.WARNING);
        assertThat(topic.partitions()).isEqualTo(List.of());
    }

    @Test
    void showsTheReadModelsDatabaseBeforeItsService() {
        FlowSnapshot.ReadModel readModel = stages.readModel(
                service(false, "backoff", "the database is unreachable", null, ""),
                new Answer<>(null, "connection refused"),
                LETTERS,
                NO_EVENTS,
                SECOND);

        assertThat(readModel.condition().cause()).isEqualTo("the lecture database: connection refused");
    }

    private FlowSnapshot.Slot slot(@Nullable SlotReading reading) {
        return stages.slot(new Answer<>(new OutboxDatabase.Reading(0, RowCount.NONE, 9, 1_000, reading), null), SECOND);
    }

    private static String relayMetrics(int published, double latencySum, int latencyCount) {
        return "relay_events_published_total " + published + "\nrelay_latency_seconds_sum " + latencySum
                + "\nrelay_latency_seconds_count " + latencyCount + "\n";
    }

    private static Answer<ServiceProbe.Reading> service(
            boolean up, String state, @Nullable String cause, @Nullable String remedy, String metrics) {
        return new Answer<>(
                new ServiceProbe.Reading(up, state, "wal", cause, remedy, MetricsText.parse(metrics)), null);
    }

    private static Answer<KafkaProbe.Reading> kafka(
            Map<Integer, Long> ends,
            Map<Integer, Long> committed,
            @Nullable GroupState state,
            GroupMembers.Member... members) {
        Map<Integer, Replication.Replicas> partitions = new TreeMap<>();
        ends.keySet()
                .forEach(partition -> partitions.put(partition, new Replication.Replicas(1, List.of(1), List.of(1))));
        return new Answer<>(
                new KafkaProbe.Reading(
                        new Replication(partitions, 1), ends, committed, new GroupMembers(state, List.of(members))),
                null);
    }
}
