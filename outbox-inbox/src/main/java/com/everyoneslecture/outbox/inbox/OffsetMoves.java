package com.everyoneslecture.outbox.inbox;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apiguardian.api.API;

/**
 * The stored offsets that a batch changes. With dead letters they change in two steps: in the transaction of the rows up to the
 * first dead letter of each partition, and to the end once the dead letter topic has acknowledged the letters. With a single
 * step, a crash between the two would lose the letters.
 *
 * @param moves one for each partition
 */
@API(status = API.Status.INTERNAL)
public record OffsetMoves(List<OffsetMove> moves) {

    public OffsetMoves {
        moves = List.copyOf(moves);
    }

    public Set<Integer> partitions() {
        return moves.stream().map(OffsetMove::partition).collect(Collectors.toSet());
    }

    /** Returns the first step: no further than to the first dead letter. */
    public OffsetMoves before(Collection<DeadLetter> letters) {
        if (letters.isEmpty()) {
            return this;
        }
        Map<Integer, Long> first = first(letters);
        return new OffsetMoves(moves.stream().map(move -> before(move, first)).toList());
    }

    /** Returns the second step, which is empty without dead letters. */
    public OffsetMoves after(Collection<DeadLetter> letters) {
        Map<Integer, Long> first = first(letters);
        return new OffsetMoves(moves.stream()
                .filter(move -> first.containsKey(move.partition()))
                .map(move ->
                        new OffsetMove(move.partition(), before(move, first).to(), move.to()))
                .toList());
    }

    /**
     * Returns the moves that set these moves' offsets back to the first of the dead letters in each partition; empty if these
     * moves pass no dead letter.
     *
     * @param letters dead letters that were found after the moves were created, in the same transaction
     */
    OffsetMoves backTo(Collection<DeadLetter> letters) {
        Map<Integer, Long> first = first(letters);
        return new OffsetMoves(moves.stream()
                .filter(move -> first.getOrDefault(move.partition(), Long.MAX_VALUE)
                        < move.to().next())
                .map(move -> new OffsetMove(
                        move.partition(), move.to(), before(move, first).to()))
                .toList());
    }

    private static OffsetMove before(OffsetMove move, Map<Integer, Long> first) {
        Long letter = first.get(move.partition());
        return letter == null
                ? move
                : new OffsetMove(
                        move.partition(),
                        move.from(),
                        new StoredOffset(move.to().topicId(), letter, null));
    }

    private static Map<Integer, Long> first(Collection<DeadLetter> letters) {
        Map<Integer, Long> first = new HashMap<>();
        letters.forEach(letter ->
                first.merge(letter.record().partition(), letter.record().offset(), Math::min));
        return first;
    }
}
