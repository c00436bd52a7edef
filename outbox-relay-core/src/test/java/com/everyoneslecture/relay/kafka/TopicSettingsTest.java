package com.everyoneslecture.relay.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TopicSettingsTest {

    private static final String NEVER = "9223372036854775807";

    @Test
    void endsSegmentsBySizeAloneWhereAllRecordsAreKept() {
        TopicSettings settings = settings(Map.of("retention.ms", "-1"));

        assertThat(settings.eventConfiguration()).isEqualTo(Map.of("retention.ms", "-1", "segment.ms", NEVER));
        assertThat(settings.deadLetterConfiguration(17))
                .isEqualTo(Map.of("retention.ms", "-1", "segment.ms", NEVER, "max.message.bytes", "17"));
    }

    @Test
    void leavesTheSegmentsOfATopicThatRemovesRecords() {
        for (Map<String, String> configuration : List.of(
                Map.<String, String>of(),
                Map.of("retention.ms", "604800000"),
                Map.of("retention.ms", "-1", "cleanup.policy", "compact"))) {
            assertThat(settings(configuration).eventConfiguration()).isEqualTo(configuration);
        }
    }

    @Test
    void leavesASettingThatIsThere() {
        Map<String, String> configuration = Map.of("retention.ms", "-1", "segment.ms", "60000");

        assertThat(settings(configuration).eventConfiguration()).isEqualTo(configuration);
    }

    private static TopicSettings settings(Map<String, String> configuration) {
        return new TopicSettings(6, null, 50, configuration);
    }
}
