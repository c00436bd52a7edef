package com.everyoneslecture.console.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TopicSelectionTest {

    private static final Set<String> EXISTING = Set.of(
            "categoryChanged",
            "categoryChanged.DLT",
            "orderChanged",
            "orderChanged.DLT",
            "aChanged",
            "outbox-relay.shop.ledger",
            "outbox-relay.shop.DLT",
            "__consumer_offsets");

    @Test
    void showsAllTopicsOfEventsWithTheChosenOneFirst() {
        TopicSelection.Selected selected = select("*").of(EXISTING);

        assertThat(selected.topics()).containsExactly("categoryChanged", "aChanged", "orderChanged");
        assertThat(selected.deadLetterTopics()).containsExactlyInAnyOrder("categoryChanged.DLT", "orderChanged.DLT");
        assertThat(selected.leftOut()).isZero();
    }

    @Test
    void showsTheChosenOneAndThoseThatMatch() {
        assertThat(select("order*").of(EXISTING).topics()).containsExactly("categoryChanged", "orderChanged");
        assertThat(select("aChanged").of(EXISTING).topics()).containsExactly("categoryChanged", "aChanged");
        assertThat(select("order").of(EXISTING).topics()).containsExactly("categoryChanged");
    }

    @Test
    void countsTopicsBeyondTheLimit() {
        Set<String> many = IntStream.range(0, TopicSelection.MOST + 3)
                .mapToObj(number -> "topic-" + number)
                .collect(Collectors.toSet());
        TopicSelection.Selected selected = select("*").of(many);

        assertThat(selected.topics()).hasSize(TopicSelection.MOST);
        assertThat(selected.leftOut()).isEqualTo(3);
    }

    private static TopicSelection select(String pattern) {
        return new TopicSelection("categoryChanged", new NamePatterns(List.of(pattern)));
    }
}
