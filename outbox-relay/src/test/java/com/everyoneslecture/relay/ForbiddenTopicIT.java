package com.everyoneslecture.relay;

import static com.everyoneslecture.relay.DeadLetterFixture.ids;
import static org.assertj.core.api.Assertions.assertThat;

import com.everyoneslecture.testservices.TestKafka;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Topics that the relay may not write to. */
@Timeout(180)
class ForbiddenTopicIT {

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
