package com.everyoneslecture.relay.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ChannelsTest {

    private final Channels channels = new Channels(Map.of("out-categoryChanged", ChannelSettings.to("categories")));

    @Test
    void routesAnAggregateTypeToItsChannel() {
        assertThat(channels.of("category").destination()).isEqualTo("categories");
    }

    @Test
    void routesATypeWithoutAChannelByTheNamingRule() {
        assertThat(channels.of("lectureRoom")).isEqualTo(new ChannelSettings("lectureRoomChanged", "application/json"));
    }

    @Test
    void refusesATypeThatMakesNoTopic() {
        assertThatThrownBy(() -> channels.of("Lecture Room"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("aggregate type 'Lecture Room'");
    }
}
