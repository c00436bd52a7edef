package com.everyoneslecture.lecture;

import com.everyoneslecture.outbox.inbox.TopicOffsets.Range;
import java.util.Map;
import java.util.TreeMap;

/** The topic has dropped its oldest records, so that a rebuild would lose categories that have not changed since. */
public final class IncompleteTopicException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    IncompleteTopicException(Map<Integer, Range> ranges) {
        super("The topic no longer holds its beginning (first offset by partition: " + firstOffsets(ranges)
                + "). Emptied, the read model would lack every category that has not changed since.");
    }

    private static Map<Integer, Long> firstOffsets(Map<Integer, Range> ranges) {
        Map<Integer, Long> first = new TreeMap<>();
        ranges.forEach((partition, range) -> first.put(partition, range.first()));
        return first;
    }
}
