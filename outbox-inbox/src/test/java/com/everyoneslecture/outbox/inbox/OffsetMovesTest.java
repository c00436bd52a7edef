package com.everyoneslecture.outbox.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class OffsetMovesTest {

    private static final UUID TOPIC = new UUID(0, 1);
    private static final OffsetMove ZERO = new OffsetMove(0, at(10), at(20));
    private static final OffsetMove ONE = new OffsetMove(1, at(5), at(9));
    private final OffsetMoves moves = new OffsetMoves(List.of(ZERO, ONE));

    @Test
    void goAllTheWayWithoutDeadLetters() {
        assertThat(moves.before(List.of())).isEqualTo(moves);
        assertThat(moves.after(List.of()).moves()).isEmpty();
    }

    @Test
    void stopAtTheFirstDeadLetterOfEachPartitionAndGoOnFromThere() {
        List<DeadLetter> letters = List.of(letter(0, 17), letter(0, 12), letter(0, 15));
        assertThat(moves.before(letters).moves()).containsExactly(new OffsetMove(0, at(10), at(12)), ONE);
        assertThat(moves.after(letters).moves()).containsExactly(new OffsetMove(0, at(12), at(20)));
    }

    private static StoredOffset at(long offset) {
        return new StoredOffset(TOPIC, offset, null);
    }

    private static DeadLetter letter(int partition, long offset) {
        return new DeadLetter(new ConsumerRecord<>("topic", partition, offset, new byte[0], new byte[0]), "", "");
    }
}
