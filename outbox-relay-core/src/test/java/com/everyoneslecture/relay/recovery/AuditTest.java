package com.everyoneslecture.relay.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import com.everyoneslecture.outbox.event.OutboxEvent;
import com.everyoneslecture.relay.ledger.Checksum;
import com.everyoneslecture.relay.ledger.LedgerBatch;
import com.everyoneslecture.relay.ledger.LedgerContents;
import com.everyoneslecture.relay.ledger.LedgerWriter;
import com.everyoneslecture.relay.ledger.MemoryKafka;
import com.everyoneslecture.relay.publish.Published;
import com.everyoneslecture.relay.publish.Publisher;
import com.everyoneslecture.relay.report.MissedCause;
import com.everyoneslecture.relay.report.RelayListener;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AuditTest {

    private final MemoryOutbox outbox = new MemoryOutbox();
    private final MemoryKafka kafka = new MemoryKafka();
    private final LedgerWriter ledger = new LedgerWriter(kafka.ledger(), kafka::append);
    private final List<OutboxEvent> published = new ArrayList<>();
    private final List<OutboxEvent> missed = new ArrayList<>();
    private final MissedCause cause = new MissedCause();
    private final RelayListener listener = new RelayListener() {
        @Override
        public void missed(List<OutboxEvent> events, String label) {
            missed.addAll(events);
        }
    };
    private final DeduplicationFilter filter = new DeduplicationFilter(new ToTheLedger(), listener);
    private final Audit audit = new Audit(outbox, ledger, filter, cause, listener);

    @BeforeEach
    void open() {
        ledger.published("7000/1", (database, position) -> true);
        filter.open(LedgerContents.nothing());
    }

    @Test
    void publishesNothingWhereCountAndSumAgree() throws Exception {
        Checksum sum = sumOf(outbox.add(100, 1), outbox.add(101, 2));

        audit.everyRowIsNamed(null, "200:200:", sum);

        assertThat(published).isEmpty();
    }

    @Test
    void publishesTheRowsThatTheLogDidNotDeliverInTheirOrder() throws Exception {
        OutboxEvent first = outbox.add(100, 1);
        OutboxEvent second = outbox.add(101, 2);
        OutboxEvent third = outbox.add(102, 3);
        filter.accept(List.of(second));
        published.clear();

        audit.everyRowIsNamed(null, "200:200:", sumOf(second));

        assertThat(published).containsExactly(first, third);
        assertThat(missed).containsExactly(first, third);
    }

    @Test
    void noticesAnotherRowOfTheSameNumber() throws Exception {
        OutboxEvent row = outbox.add(100, 1);
        OutboxEvent other = new MemoryOutbox().add(100, 1);

        audit.everyRowIsNamed(null, "200:200:", sumOf(other));

        assertThat(published).containsExactly(row);
    }

    @Test
    void comparesIdsWhereNothingWasCounted() throws Exception {
        OutboxEvent named = outbox.add(100, 1);
        OutboxEvent unnamed = outbox.add(101, 2);
        filter.accept(List.of(named));
        published.clear();

        audit.everyRowIsNamed(null, "200:200:", null);

        assertThat(published).containsExactly(unnamed);
    }

    @Test
    void looksAtNoRowOutsideOfTheTwoSnapshots() throws Exception {
        outbox.add(100, 1);
        OutboxEvent between = outbox.add(150, 2);
        outbox.add(250, 3);

        audit.everyRowIsNamed("120:120:", "200:200:", null);

        assertThat(published).containsExactly(between);
    }

    /** The comparison of all ids of a large outbox takes long. */
    @Test
    void letsEventsFlowWhileItComparesIds() throws Exception {
        OutboxEvent missing = outbox.add(100, 1);
        OutboxEvent late = outbox.add(101, 2);
        OutboxEvent newer = new MemoryOutbox().add(250, 3);
        outbox.whileReading(() -> filter.accept(List.of(late, newer)));

        audit.everyRowIsNamed(null, "200:200:", null);

        assertThat(published).containsExactly(late, newer, missing);
        assertThat(missed).containsExactly(missing);
    }

    /** Between its second reading of the ledger and the publication. */
    @Test
    void publishesNoRowThatIsDeliveredBeforeItIsPublishedFromTheTable() throws Exception {
        OutboxEvent missing = outbox.add(100, 1);
        OutboxEvent late = outbox.add(101, 2);
        outbox.whileReadingEvents(() -> filter.accept(List.of(late)));

        audit.everyRowIsNamed(null, "200:200:", null);

        assertThat(published).containsExactly(late, missing);
        assertThat(missed).containsExactly(missing);
    }

    /** Otherwise it would publish the row forever. */
    @Test
    void failsWhereTheLedgerDoesNotNameWhatItHasPublished() {
        OutboxEvent row = outbox.add(100, 1);
        MemoryKafka silent = new MemoryKafka();
        Audit misled = new Audit(outbox, new LedgerWriter(silent.ledger(), silent::append), filter, cause, listener);

        org.assertj.core.api.Assertions.assertThatThrownBy(() -> misled.everyRowIsNamed(null, "200:200:", null))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("does not name event " + row.id());
        assertThat(published).containsExactly(row);
    }

    @Test
    void keepsWhatThrowsFromSettlingTheCause() {
        outbox.add(100, 1);
        cause.publicationWasWrong();
        Audit failing = new Audit(outbox, ledger, new DeduplicationFilter(new Refusing(), listener), cause, listener);

        org.assertj.core.api.Assertions.assertThatThrownBy(() -> failing.everyRowIsNamed(null, "200:200:", null))
                .hasMessage("not published");
        assertThat(cause.label()).isEqualTo("publication");
    }

    @Test
    void keepsTheCauseWhileATransactionIsOpenThatMayHaveWrittenBefore() throws Exception {
        cause.publicationWasWrong();
        audit.everyRowIsNamed(null, "150:200:150", null);
        assertThat(cause.label()).as("with 150 open").isEqualTo("publication");
        audit.everyRowIsNamed("150:200:150", "199:300:199", null);
        assertThat(cause.label()).as("with 199 open").isEqualTo("publication");
        audit.everyRowIsNamed("199:300:199", "200:300:200", null);
        assertThat(cause.label()).as("with none open that had begun then").isEqualTo("unknown");
    }

    private static Checksum sumOf(OutboxEvent... events) {
        long sum = 0;
        for (OutboxEvent event : events) {
            sum += event.id().getLeastSignificantBits();
        }
        return new Checksum(events.length, sum);
    }

    /** Publishes with the ids in the ledger, as the real one does. */
    private final class ToTheLedger implements Publisher {
        @Override
        public Published publish(List<OutboxEvent> events) {
            LedgerBatch batch = ledger.batch();
            kafka.append(batch.records(events), batch::sent);
            batch.committed(events);
            published.addAll(events);
            return new Published(events.size(), List.of());
        }

        @Override
        public void close() {}
    }

    private static final class Refusing implements Publisher {
        @Override
        public Published publish(List<OutboxEvent> events) {
            throw new IllegalStateException("not published");
        }

        @Override
        public void close() {}
    }
}
