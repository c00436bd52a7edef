package com.everyoneslecture.console.event;

import static org.assertj.core.api.Assertions.assertThat;

import com.everyoneslecture.console.flow.NamePatterns;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ReadableTopicsTest {

    private static final Set<String> SHOWN = Set.of("categoryChanged", "outbox-relay.category_outbox.DLT");

    @Test
    void areThoseOfThePipelineUnlessOthersAreConfigured() {
        ReadableTopics topics = new ReadableTopics(SHOWN, new NamePatterns(List.of()));

        assertThat(topics.have("categoryChanged")).isTrue();
        assertThat(topics.have("outbox-relay.category_outbox.DLT")).isTrue();
        assertThat(topics.have("payments")).isFalse();
    }

    @Test
    void areNeverKafkasOwnNorLedgers() {
        ReadableTopics all = new ReadableTopics(SHOWN, new NamePatterns(List.of("*")));

        assertThat(all.have("payments")).isTrue();
        assertThat(all.have("__consumer_offsets")).isFalse();
        assertThat(all.have("outbox-relay.category_outbox.ledger")).isFalse();
    }
}
