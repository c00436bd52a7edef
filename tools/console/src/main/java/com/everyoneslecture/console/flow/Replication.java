package com.everyoneslecture.console.flow;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The brokers that have the partitions of a topic.
 *
 * @param partitions the replicas by partition, in the order of partitions; empty if the topic does not exist
 * @param minInSync the number of replicas that have to be in sync for a write ({@code min.insync.replicas}); null if unknown
 */
record Replication(
        Map<Integer, Replicas> partitions, @Nullable Integer minInSync) {

    /**
     * The brokers that have a partition.
     *
     * @param leader the broker that writers and readers use; null if there is none
     * @param all the ids of the brokers that have, or should have, its records
     * @param inSync the ids of those that have all committed records
     */
    record Replicas(@Nullable Integer leader, List<Integer> all, List<Integer> inSync) {

        boolean isComplete() {
            return inSync.containsAll(all);
        }

        Stream<Integer> missing() {
            return all.stream().filter(broker -> !inSync.contains(broker));
        }
    }

    /** Returns the worst condition of the partitions, with the brokers that are missing. */
    Condition condition() {
        Condition leaderless = condition(
                one -> one.leader() == null,
                found -> Condition.bad(
                        Words.of(
                                "no-leader",
                                "partitions without a leader: {0}; no broker with all their records runs",
                                found.numbers()),
                        start(found)));
        if (leaderless != null) {
            return leaderless;
        }
        Integer least = minInSync;
        Condition unwritable = least == null
                ? null
                : condition(
                        one -> one.inSync().size() < least,
                        found -> Condition.bad(
                                Words.of(
                                        "too-few-in-sync",
                                        "partitions that accept no writes: {0}; fewer than {1} of their replicas are in sync",
                                        found.numbers(),
                                        least.toString()),
                                start(found)));
        if (unwritable != null) {
            return unwritable;
        }
        Condition incomplete = condition(
                one -> !one.isComplete(),
                found -> Condition.warning(
                        Words.of(
                                "not-in-sync",
                                "partitions with replicas that are not in sync: {0}; missing brokers: {1}",
                                found.numbers(),
                                found.missing()),
                        start(found)));
        return Objects.requireNonNullElse(incomplete, Condition.GOOD);
    }

    private static Words start(Found found) {
        return Words.of("start-brokers", "start these brokers, or see their logs: {0}", found.missing());
    }

    private @Nullable Condition condition(Predicate<Replicas> kind, Function<Found, Condition> judge) {
        Map<Integer, Replicas> found = partitions.entrySet().stream()
                .filter(one -> kind.test(one.getValue()))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        return found.isEmpty() ? null : judge.apply(new Found(found));
    }

    /** Some of the partitions. */
    private record Found(Map<Integer, Replicas> partitions) {

        String numbers() {
            return partitions.keySet().stream().sorted().map(String::valueOf).collect(Collectors.joining(", "));
        }

        String missing() {
            return partitions.values().stream()
                    .flatMap(Replicas::missing)
                    .distinct()
                    .sorted()
                    .map(String::valueOf)
                    .collect(Collectors.joining(", "));
        }
    }
}
