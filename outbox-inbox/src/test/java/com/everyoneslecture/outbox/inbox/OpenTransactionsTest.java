package com.everyoneslecture.outbox.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.everyoneslecture.outbox.inbox.LoopState.Halted;
import com.everyoneslecture.outbox.inbox.PartitionEnds.Ends;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class OpenTransactionsTest {

    private final TestClock clock = new TestClock();
    private final OpenTransactions transactions = new OpenTransactions();

    @Test
    void namesAPartitionWhoseStableOffsetStandsStillBeforeItsEnd() {
        transactions.check(Map.of(partition(1), ends(5, 7), partition(0), ends(4, 4)));
        clock.pass(Duration.ofSeconds(29));
        transactions.check(Map.of(partition(1), ends(5, 9)));
        assertThat(transactions.found()).isNull();

        clock.pass(Duration.ofSeconds(1));
        transactions.check(Map.of(partition(1), ends(5, 9)));

        assertThat(transactions.found())
                .isEqualTo(new Halted(
                        "a transaction has been open at offset 5 of orders-1 since at least 1970-01-01T00:00:00Z:"
                                + " the records behind it cannot be read",
                        "it ends at the timeout of its producer, and reading goes on; if it hangs,"
                                + " kafka-transactions.sh --bootstrap-server HOST:PORT find-hanging --topic orders"
                                + " --partition 1 shows it, and abort --topic orders --partition 1"
                                + " --start-offset 5 ends it"));
    }

    @Test
    void keepsItsCauseAsLongAsTheTransactionIsOpen() {
        transactions.check(Map.of(partition(0), ends(5, 7)));
        clock.pass(Duration.ofSeconds(30));
        transactions.check(Map.of(partition(0), ends(5, 7)));
        Halted first = transactions.found();

        clock.pass(Duration.ofSeconds(100));
        transactions.check(Map.of(partition(0), ends(5, 700)));

        assertThat(first).isNotNull();
        assertThat(transactions.found()).as("it is logged once").isEqualTo(first);
    }

    @Test
    void namesNoPartitionThatIsReadOnBehindOneTransactionAfterTheOther() {
        for (int second = 0; second < 100; second++) {
            transactions.check(Map.of(partition(0), ends(5 + second, 7 + second)));
            clock.pass(Duration.ofSeconds(1));
            assertThat(transactions.found()).isNull();
        }
    }

    @Test
    void forgetsATransactionThatHasEndedAndAPartitionThatIsWithdrawn() {
        transactions.check(Map.of(partition(0), ends(5, 7), partition(1), ends(5, 7)));
        clock.pass(Duration.ofSeconds(31));
        transactions.check(Map.of(partition(0), ends(5, 7), partition(1), ends(5, 7)));
        assertThat(transactions.found()).isNotNull();

        transactions.check(Map.of(partition(0), ends(8, 8)));

        assertThat(transactions.found()).isNull();
    }

    @Test
    void namesThreeOfManyPartitions() {
        Map<TopicPartition, Ends> ends = new HashMap<>();
        for (int number = 0; number < 20; number++) {
            ends.put(partition(number), ends(number, 100));
        }
        transactions.check(ends);
        clock.pass(Duration.ofSeconds(30));
        ends.keySet().forEach(partition -> ends.put(partition, ends(partition.partition(), 100)));
        transactions.check(ends);

        assertThat(transactions.found())
                .extracting(Halted::cause)
                .asString()
                .contains("orders-0", "orders-1", "orders-2", "and in 17 other partitions")
                .doesNotContain("orders-3");
    }

    /** The last response was between two records of a busy topic. */
    @Test
    void claimsNothingWhereTheBrokersDoNotRespond() {
        Map<TopicPartition, Ends> last = Map.of(partition(0), ends(5, 7));
        transactions.check(last);
        clock.pass(Duration.ofSeconds(100));
        transactions.check(last);

        assertThat(transactions.found()).isNull();
    }

    /** A response of this moment. */
    private Ends ends(long stable, long end) {
        return new Ends(stable, end, clock.instant());
    }

    private static TopicPartition partition(int number) {
        return new TopicPartition("orders", number);
    }
}
