package com.everyoneslecture.console.flow;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.GroupState;
import org.jspecify.annotations.Nullable;

/**
 * The members of a consumer group.
 *
 * @param state null if the group does not exist
 * @param members the members, by their ids
 */
record GroupMembers(@Nullable GroupState state, List<Member> members) {

    /**
     * A member.
     *
     * @param id the id that Kafka gave it
     * @param clientId the name that its client has, which others may have too
     * @param partitions the partitions of the topic that it reads
     */
    record Member(String id, String clientId, String host, List<Integer> partitions) {

        private static final int SHORT = 4;

        /** Returns the first characters of the part of the id that is its own. */
        String shortId() {
            String own = id.startsWith(clientId + "-") ? id.substring(clientId.length() + 1) : id;
            return own.length() <= SHORT ? own : own.substring(0, SHORT);
        }

        /** Returns the name for readers: short, and another one than that of a further member with the same client id. */
        String name() {
            return clientId + " " + shortId();
        }
    }

    /** Returns the member of each partition that has one. */
    Map<Integer, Member> byPartition() {
        Map<Integer, Member> readers = new TreeMap<>();
        members.forEach(member -> member.partitions().forEach(partition -> readers.put(partition, member)));
        return readers;
    }

    /** Returns whether no rebalance is under way. */
    boolean isSettled() {
        return state == GroupState.STABLE || state == GroupState.EMPTY;
    }

    /** Returns the names of the members that are not in another group reading. */
    List<String> namesWithout(GroupMembers other) {
        List<String> ids = other.members.stream().map(Member::id).toList();
        List<String> names = new ArrayList<>();
        members.stream().filter(member -> !ids.contains(member.id())).forEach(member -> names.add(member.name()));
        return names;
    }
}
