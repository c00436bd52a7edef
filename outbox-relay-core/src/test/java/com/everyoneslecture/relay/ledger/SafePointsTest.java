package com.everyoneslecture.relay.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.everyoneslecture.outbox.event.ForeignTransaction;
import com.everyoneslecture.outbox.event.OutboxEvent;
import com.everyoneslecture.relay.ledger.SafePoints.Turn.Step;
import com.everyoneslecture.relay.ledger.SafePoints.Visible;
import com.everyoneslecture.testservices.OutboxEvents;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SafePointsTest {

    private static final String DATABASE = "7000/1";

    private final MemoryKafka kafka = new MemoryKafka();
    private final List<String> checks = new ArrayList<>();
    private LedgerWriter ledger = new LedgerWriter(kafka.ledger(), kafka::append);
    private Visible now = visible("100:100:", 1_000);
    private Runnable whileReading = () -> {};
    private @Nullable Exception missing;
    private boolean busy;
    private long assigned = 100;
    private SafePoints points = points();

    @Test
    void takeEffectOnlyOnceNoCrashCanTakeBackWhatTheSlotHasConfirmed() throws Exception {
        begin(null, false);

        points.advance(2_000, null);
        points.advance(2_000, 999L);
        assertThat(checks).isEmpty();

        points.advance(2_000, 1_000L);
        assertThat(checks).hasSize(1);
        points.advance(2_000, 1_000L);
        assertThat(inLedger()).isEqualTo(new SafePoint(0, DATABASE, "100:100:", 1_000, 2_000));
    }

    @Test
    void compareWithWhatIsPublishedOfTheRowsTheyCover() throws Exception {
        OutboxEvent covered = event(90);
        publish(covered);
        begin(null, false);
        OutboxEvent alsoCovered = event(99);
        publish(alsoCovered, event(100));

        points.advance(1_000, 1_000L);

        long sum = covered.id().getLeastSignificantBits() + alsoCovered.id().getLeastSignificantBits();
        assertThat(checks).containsExactly("null 100:100: " + new Checksum(2, sum));
    }

    @Test
    void takeNoEffectWhereARowIsNotNamedAndAreCheckedAgain() throws Exception {
        begin(null, false);
        missing = new IllegalStateException("a row is not named");

        assertThatThrownBy(() -> points.advance(1_000, 1_000L)).isSameAs(missing);
        points.advance(1_000, null);
        assertThat(inLedger()).isNull();

        missing = null;
        points.advance(1_000, 1_000L);
        points.advance(1_000, null);
        assertThat(checks).hasSize(2);
        assertThat(Objects.requireNonNull(inLedger()).snapshot()).isEqualTo("100:100:");
    }

    @Test
    void deleteNoBatchThatWasPublishedWhileTheyWereTaken() throws Exception {
        begin(null, false);
        publish(event(90));
        OutboxEvent meanwhile = event(150);
        now = visible("200:200:", 2_000);
        whileReading = () -> publish(meanwhile);
        points.advance(1_000, 1_000L);
        points.advance(2_000, 2_000L);
        points.advance(2_000, null);

        assertThat(Objects.requireNonNull(inLedger()).snapshot()).isEqualTo("200:200:");
        assertThat(restarted().names(meanwhile)).isTrue();
    }

    @Test
    void deleteNoBatchOfATransactionThatWasInProgress() throws Exception {
        begin(null, false);
        OutboxEvent early = event(150);
        publish(early);
        now = visible("150:200:150", 2_000);
        whileReading = () -> publish(event(190));
        points.advance(1_000, 1_000L);
        points.advance(2_000, 2_000L);
        points.advance(2_000, null);

        assertThat(kafka.trimmedTo()).isLessThanOrEqualTo(0);
        assertThat(restarted().names(early)).isTrue();
    }

    @Test
    void areWrittenInTheTransactionOfTheNextBatch() throws Exception {
        publish(event(90));
        begin(null, false);
        points.advance(1_000, 1_000L);
        assertThat(inLedger()).as("before the batch").isNull();

        publish(event(101));

        assertThat(Objects.requireNonNull(inLedger()).ledgerOffset()).isEqualTo(1);
        assertThat(kafka.trimmedTo()).isPositive();
        assertThat(kafka.topic(MemoryKafka.LEDGER)).hasSize(3);
        points.advance(1_000, null);
        assertThat(kafka.topic(MemoryKafka.LEDGER)).as("written once").hasSize(3);
    }

    @Test
    void waitWhileAnotherThreadPublishes() throws Exception {
        begin(null, false);
        points.advance(1_000, 1_000L);
        busy = true;
        points.advance(1_000, null);
        assertThat(inLedger()).isNull();

        busy = false;
        points.advance(1_000, null);
        assertThat(inLedger()).isNotNull();
    }

    @Test
    void beginBehindTheOneOfTheLedgerAfterARestart() throws Exception {
        begin(null, false);
        points.advance(1_000, 1_000L);
        points.advance(1_000, null);
        ledger = new LedgerWriter(kafka.ledger(), kafka::append);
        points = points();
        now = visible("300:300:", 3_000);
        checks.clear();

        begin("100:100:", false);
        points.advance(3_000, 3_000L);

        assertThat(checks).containsExactly("100:100: 300:300: " + Checksum.NONE);
    }

    @Test
    void checkNothingForTheFirstOfALedgerThatDoesNotReachBack() throws Exception {
        begin(null, true);
        now = visible("200:200:", 2_000);
        points.advance(1_000, 1_000L);
        assertThat(checks).isEmpty();

        points.advance(2_000, 2_000L);
        assertThat(checks).containsExactly("100:100: 200:200: " + Checksum.NONE);
    }

    /** An earlier version named a row that was restored from another cluster by the id that the row stores. */
    @Test
    void deleteBatchesOfRestoredRowsOnceEveryTransactionHasEndedThatMayHaveWrittenThem() throws Exception {
        publish(event(9_000));
        assigned = 110;
        begin(null, false);

        now = visible("110:120:110", 2_000);
        takeTwo(2_000);
        assertThat(kafka.trimmedTo()).as("with 110 in progress").isLessThanOrEqualTo(0);

        now = visible("120:120:", 3_000);
        takeTwo(3_000);
        assertThat(kafka.trimmedTo()).isPositive();
    }

    /** The log sends a transaction that waits for a synchronous standby, and no snapshot has to list it. */
    @Test
    void deleteNoBatchOfATransactionThatHadNotEndedWhenTheyBegan() throws Exception {
        OutboxEvent waiting = event(105);
        publish(waiting);
        assigned = 110;
        begin(null, false);

        now = visible("105:120:105", 2_000);
        takeTwo(2_000);
        assertThat(restarted().names(waiting)).isTrue();

        now = visible("120:120:", 3_000);
        takeTwo(3_000);
        assertThat(kafka.trimmedTo()).isPositive();
    }

    @Test
    void countNoRestoredRow() throws Exception {
        begin(null, false);
        publish(event(ForeignTransaction.writtenBy(99)));
        OutboxEvent own = event(99);
        publish(own);

        points.advance(1_000, 1_000L);

        assertThat(checks)
                .containsExactly("null 100:100: " + new Checksum(1, own.id().getLeastSignificantBits()));
    }

    /** The first of two points that take effect now may have been taken earlier. */
    private void takeTwo(long walEnd) throws Exception {
        points.advance(walEnd, walEnd);
        points.advance(walEnd, walEnd);
        points.advance(walEnd, walEnd);
    }

    private void begin(@Nullable String inEffect, boolean unchecked) throws Exception {
        LedgerHead head = ledger.head();
        points.begin(inEffect, unchecked, now);
        ledger.published(DATABASE, (database, position) -> true);
        points.begun(head, now, () -> assigned);
    }

    private void publish(OutboxEvent... events) {
        LedgerBatch batch = ledger.batch();
        kafka.append(batch.records(List.of(events)), batch::sent);
        batch.committed(List.of(events));
    }

    private @Nullable SafePoint inLedger() {
        return kafka.ledger().head(0).safePoint();
    }

    private LedgerContents restarted() {
        return kafka.ledger().contents(0, new PublishedTally(), (database, position) -> true, 0);
    }

    private SafePoints points() {
        return new SafePoints(
                ledger,
                () -> {
                    whileReading.run();
                    whileReading = () -> {};
                    return now;
                },
                this::check,
                this::ifIdle);
    }

    private void check(@Nullable String earlier, String later, @Nullable Checksum published) throws Exception {
        checks.add(earlier + " " + later + " " + published);
        if (missing != null) {
            throw missing;
        }
    }

    private void ifIdle(Step step) throws Exception {
        if (!busy) {
            step.run();
        }
    }

    private static Visible visible(String snapshot, long walEnd) {
        return new Visible(DATABASE, snapshot, walEnd);
    }

    private static OutboxEvent event(long transaction) {
        return OutboxEvents.ofTransaction(transaction, transaction * 10);
    }
}
