package com.everyoneslecture.outbox.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NamesTest {

    @Test
    void dropsTheServiceWhereItEqualsTheEntity() {
        assertThat(TopicName.of("category", "Category", "Changed")).hasToString("categoryChanged");
    }

    @Test
    void keepsTheServiceWhereItIsAnother() {
        assertThat(TopicName.of("category", "Lecture", "Closed")).hasToString("category-LectureClosed");
        assertThat(TopicName.of("category", "CategoryName", "Changed")).hasToString("category-CategoryNameChanged");
    }

    @Test
    void anAggregateTypeWithoutAChannelFollowsTheRule() {
        assertThat(TopicName.ofChanged("category")).hasToString("categoryChanged");
        assertThat(TopicName.ofChanged("lectureRoom")).hasToString("lectureRoomChanged");
    }

    @Test
    void namesTheDeadLetterTopicAfterItsTopic() {
        assertThat(new TopicName("categoryChanged").deadLetters()).hasToString("categoryChanged.DLT");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "category changed", "카테고리", "a/b", "a\nb"})
    void refusesATopicThatKafkaWouldRefuse(String name) {
        assertThatThrownBy(() -> new TopicName(name))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("is not a topic name");
    }

    @Test
    void boundsATopicsLength() {
        assertThat(new TopicName("a".repeat(249)).value()).hasSize(249);
        assertThatThrownBy(() -> new TopicName("a".repeat(250))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void saysWhichPartOfATopicIsWrong() {
        assertThatThrownBy(() -> TopicName.of("Category", "Category", "Changed"))
                .hasMessageContaining("service");
        assertThatThrownBy(() -> TopicName.of("category", "category", "Changed"))
                .hasMessageContaining("entity");
        assertThatThrownBy(() -> TopicName.of("category", "Category", "changed"))
                .hasMessageContaining("past participle");
        assertThatThrownBy(() -> TopicName.ofChanged("")).hasMessageContaining("aggregate type");
    }

    @Test
    void namesAGroupAfterServiceAndTopic() {
        assertThat(ConsumerGroupName.of("lecture", new TopicName("categoryChanged")))
                .hasToString("CGR-lecture-categoryChanged");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "lecture", "CGR-lecture", "CGR--categoryChanged", "cgr-lecture-categoryChanged"})
    void refusesAGroupThatBreaksTheRule(String name) {
        assertThatThrownBy(() -> new ConsumerGroupName(name))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("CGR-<consuming service>-<topic>");
    }

    @Test
    void namesChannelsByDirection() {
        TopicName topic = new TopicName("categoryChanged");
        assertThat(ChannelName.out(topic)).isEqualTo("out-categoryChanged");
        assertThat(ChannelName.in(topic)).isEqualTo("in-categoryChanged");
    }
}
