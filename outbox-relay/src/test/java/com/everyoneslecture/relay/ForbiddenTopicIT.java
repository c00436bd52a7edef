package com.everyoneslecture.relay;

import static com.everyoneslecture.relay.DeadLetterFixture.ids;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.everyoneslecture.outbox.capture.table.EventSelection;
import com.everyoneslecture.relay.app.RelayProperties;
import com.everyoneslecture.relay.publish.TopicNotWritableException;
import com.everyoneslecture.relay.replay.Replay;
import com.everyoneslecture.relay.replay.Replayed;
import com.everyoneslecture.testservices.TestKafka;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Topics that the relay may not write to. */
@Timeout(180)
class ForbiddenTopicIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final TestKafka KAFKA = TestKafka.start(Map.of(
            "authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer",
            "allow.everyone.if.no.acl.found", "true"));

    private final DeadLetterFixture fixture = new DeadLetterFixture(KAFKA.bootstrapServers());
    private final OutboxFixture outbox = fixture.outbox();

    @AfterEach
    void stop() {
        fixture.close();
    }

    @AfterAll
    static void stopKafka() {
        KAFKA.close();
    }

    @Test
    void passesByATopicThatItMayNotWriteTo() throws Exception {
        fixture.make("lectureChanged", Map.of());
        allowOnlySomebodyElseToWrite("lectureChanged");
        fixture.start();
        List<UUID> good = new ArrayList<>();
        List<UUID> forbidden = new ArrayList<>();
        for (int row = 0; row < 10; row++) {
            good.add(outbox.append("key"));
            forbidden.add(outbox.append("lecture", "other", "{}", null));
        }

        assertThat(ids(fixture.read(fixture.topic(), good))).containsExactlyElementsOf(good);
        assertThat(ids(fixture.read("lectureChanged.DLT", forbidden))).containsExactlyElementsOf(forbidden);
        assertThat(fixture.reasons()).containsOnly("topic-not-allowed").hasSize(10);
    }

    @Test
    void stopsAReplayIntoATopicThatItMayNotWriteTo() throws Exception {
        fixture.make("shopChanged", Map.of());
        allowOnlySomebodyElseToWrite("shopChanged");
        fixture.start();
        UUID good = outbox.append("shop");
        UUID forbidden = outbox.append("shop", "shop", "{}", null);
        fixture.read("shopChanged.DLT", List.of(forbidden));
        Replay replay = replay();
        EventSelection both = new EventSelection(List.of(), null, "shop", null, null);

        assertThatThrownBy(() -> replay.run(both, count -> {}))
                .isInstanceOf(TopicNotWritableException.class)
                .hasMessageContaining("may not write to the topic shopChanged");

        UUID later = outbox.append("shop", "shop", "{}", null);
        assertThat(ids(fixture.read("shopChanged.DLT", List.of(later)))).containsExactly(forbidden, later);
        UUID last = outbox.append("shop");
        assertThat(ids(fixture.read(fixture.topic(), List.of(last)))).containsExactly(good, last);

        try (Admin admin = fixture.admin()) {
            admin.deleteAcls(List.of(AclBindingFilter.ANY)).all().get();
        }
        // The brokers learn of it a moment later.
        Replayed replayed = Awaitility.await()
                .atMost(PATIENCE)
                .ignoreExceptionsInstanceOf(TopicNotWritableException.class)
                .until(() -> replay.run(both, count -> {}), done -> true);
        assertThat(replayed.deadLettered()).isZero();
        assertThat(ids(fixture.read("shopChanged", List.of(forbidden, later)))).containsExactly(forbidden, later);
    }

    private Replay replay() {
        RelayProperties properties = fixture.properties();
        return Programs.replay(properties);
    }

    private void allowOnlySomebodyElseToWrite(String name) throws Exception {
        ResourcePattern resource = new ResourcePattern(ResourceType.TOPIC, name, PatternType.LITERAL);
        List<AclBinding> rules = List.of(
                new AclBinding(
                        resource,
                        new AccessControlEntry("User:other", "*", AclOperation.WRITE, AclPermissionType.ALLOW)),
                new AclBinding(
                        resource,
                        new AccessControlEntry("User:*", "*", AclOperation.DESCRIBE, AclPermissionType.ALLOW)));
        try (Admin admin = fixture.admin()) {
            admin.createAcls(rules).all().get();
        }
    }
}
