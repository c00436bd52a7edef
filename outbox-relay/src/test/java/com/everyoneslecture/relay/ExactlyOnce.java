package com.everyoneslecture.relay;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.stream.LongStream;

/** The guarantee: every committed event is in the topic exactly once, the versions of an aggregate in their order. */
final class ExactlyOnce {

    private ExactlyOnce() {}

    static void in(TopicFixture topic, OutboxFixture outbox) {
        in(topic, outbox.committed());
    }

    static void in(TopicFixture topic, Collection<UUID> committed) {
        List<UUID> published =
                topic.await(committed).stream().map(TopicFixture::eventId).toList();
        assertThat(published).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(committed);
        assertThat(topic.versionsByKey().values())
                .allSatisfy(versions -> assertThat(versions)
                        .isEqualTo(LongStream.rangeClosed(1, versions.size())
                                .boxed()
                                .toList()));
    }
}
