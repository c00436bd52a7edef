package com.everyoneslecture.relay;

import static com.everyoneslecture.relay.DeadLetterFixture.ids;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.everyoneslecture.outbox.event.DeadLetterHeader;
import com.everyoneslecture.relay.app.RelayProperties;
import com.everyoneslecture.relay.kafka.TopicSettings;
import com.everyoneslecture.relay.kafka.UnconfiguredTopics;
import com.everyoneslecture.testservices.TestKafka;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Rows whose aggregate type has no topic, and cannot get one, go to the dead letter topic of the relay. */
@Timeout(180)
class PoisonTypesIT {

    private final DeadLetterFixture fixture =
            new DeadLetterFixture(TestKafka.shared().bootstrapServers());
    private final OutboxFixture outbox = fixture.outbox();
    private final String topic = fixture.topic();

    @AfterEach
    void stop() {
        fixture.close();
    }

    @Test
    void passesByATypeThatMakesNoTopic() {
        fixture.admitAnyRow();
        fixture.start();
        UUID illegal = outbox.append("no topic!", "key", "{}", null);
        UUID good = outbox.append("key");

        assertThat(ids(fixture.read(topic, List.of(good)))).containsExactly(good);
        ConsumerRecord<byte[], byte[]> letter =
                fixture.read(fixture.lastResort(), List.of(illegal)).get(0);
        assertThat(TopicFixture.header(letter, DeadLetterHeader.REASON)).isEqualTo("topic-illegal");
        assertThat(TopicFixture.header(letter, DeadLetterHeader.TOPIC)).isEqualTo("no topic!");
        assertThat(new String(letter.value(), UTF_8)).isEqualTo("{}");
    }

    @Test
    void createsNoMoreTopicsForTypesWithoutAChannelThanItMay() throws Exception {
        RelayProperties usual = fixture.properties();
        TopicSettings topics = new TopicSettings(1, null, 2, usual.topics().configuration());
        String type = "t" + UUID.randomUUID().toString().replace("-", "") + "n";
        fixture.make(type + "9Changed", Map.of());
        try (LogOf log = LogOf.of(UnconfiguredTopics.class)) {
            fixture.start(new RelayProperties(
                    usual.database(),
                    usual.slot(),
                    usual.capture(),
                    usual.walWatch(),
                    usual.retention(),
                    usual.kafka(),
                    topics,
                    usual.routes(),
                    usual.channels(),
                    usual.otherwise(),
                    usual.ceSource(),
                    usual.operations(),
                    usual.backoff(),
                    usual.probeInterval(),
                    usual.probePatience()));
            List<UUID> ids = new ArrayList<>();
            for (int number = 0; number < 10; number++) {
                ids.add(outbox.append(type + number, "key", "{}", null));
            }
            UUID good = outbox.append("key");

            assertThat(ids(fixture.read(topic, List.of(good)))).containsExactly(good);
            assertThat(ids(fixture.read(type + "0Changed", ids.subList(0, 1)))).containsExactly(ids.get(0));
            assertThat(ids(fixture.read(type + "1Changed", ids.subList(1, 2)))).containsExactly(ids.get(1));
            assertThat(ids(fixture.read(type + "9Changed", ids.subList(9, 10)))).containsExactly(ids.get(9));
            List<ConsumerRecord<byte[], byte[]>> letters = fixture.read(fixture.lastResort(), ids.subList(2, 9));
            assertThat(ids(letters)).containsExactlyElementsOf(ids.subList(2, 9));
            assertThat(letters).allSatisfy(letter -> {
                assertThat(TopicFixture.header(letter, DeadLetterHeader.REASON)).isEqualTo("too-many-topics");
                assertThat(TopicFixture.header(letter, DeadLetterHeader.DETAIL))
                        .contains("relay.topics.maximum-unconfigured", "creates 2 topics at most");
                assertThat(new String(letter.value(), UTF_8)).isEqualTo("{}");
            });
            assertThat(fixture.reasons()).containsOnly("too-many-topics").hasSize(7);
            assertThat(log.lines()).singleElement().asString().contains("maximum=\"2\"");
        }
        try (Admin admin = fixture.admin()) {
            assertThat(admin.listTopics().names().get())
                    .filteredOn(name -> name.startsWith(type))
                    .containsExactlyInAnyOrder(type + "0Changed", type + "1Changed", type + "9Changed");
        }
    }
}
