package com.everyoneslecture.outbox.inbox;

import com.everyoneslecture.outbox.inbox.TopicOffsets.Range;
import java.util.Map;
import java.util.TreeMap;
import org.apiguardian.api.API;

/**
 * A topic has dropped its oldest records, so a rebuild would lose every row that has not changed since.
 */
@API(status = API.Status.STABLE)
public final class IncompleteTopicException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    IncompleteTopicException(String topic, Map<Integer, Range> ranges) {
        super("The topic " + topic + " no longer holds its beginning (first offset by partition: "
                + firstOffsets(ranges) + "). A rebuild would lose everything that has not changed since.");
    }

    private static Map<Integer, Long> firstOffsets(Map<Integer, Range> ranges) {
        Map<Integer, Long> first = new TreeMap<>();
        ranges.forEach((partition, range) -> first.put(partition, range.first()));
        return first;
    }
}
