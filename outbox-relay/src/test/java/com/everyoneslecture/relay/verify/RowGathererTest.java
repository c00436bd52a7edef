package com.everyoneslecture.relay.verify;

import static org.assertj.core.api.Assertions.assertThat;

import com.everyoneslecture.outbox.capture.slot.Lsn;
import com.everyoneslecture.relay.verify.RowGatherer.Row;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RowGathererTest {

    private final RowGatherer gatherer = new RowGatherer(4, (what, done, total) -> {});

    @Test
    void numbersTheKeysThatTheEventsOfAnAggregateHave() throws Exception {
        Row ofAcme = row("7", "acme", 1);
        Row alsoOfAcme = row("7", "acme", 3);
        Row ofUmbra = row("7", "umbra", 2);
        Row withoutKey = row("7", null, 4);

        Outbox outbox = gather(ofAcme, alsoOfAcme, ofUmbra, withoutKey);

        assertThat(outbox.keys()).isEqualTo(3);
        assertThat(outbox.shared().size()).isZero();
        assertThat(key(outbox, ofAcme)).isEqualTo(key(outbox, alsoOfAcme)).isZero();
        assertThat(key(outbox, ofUmbra)).isEqualTo(1);
        assertThat(key(outbox, withoutKey)).isEqualTo(2);
    }

    @Test
    void numbersTheKeysThatAggregatesShare() throws Exception {
        Row alone = row("1", null, 1);
        Row ofAcme = row("7", "acme", 1);
        Row alsoOfAcme = row("8", "acme", 1);
        Row ofItsId = row("9", null, 1);
        Row ofTheIdOfAnother = row("90", "9", 1);
        Row aloneWithItsKey = row("7", "umbra", 1);

        Outbox outbox = gather(alone, ofAcme, alsoOfAcme, ofItsId, ofTheIdOfAnother, aloneWithItsKey);

        assertThat(outbox.keys()).isEqualTo(6);
        assertThat(key(outbox, ofAcme)).isNotEqualTo(key(outbox, alsoOfAcme));
        assertThat(outbox.shared().size()).isEqualTo(2);
        assertThat(shared(outbox, ofAcme)).isEqualTo(shared(outbox, alsoOfAcme)).isZero();
        assertThat(shared(outbox, ofItsId))
                .isEqualTo(shared(outbox, ofTheIdOfAnother))
                .isOne();
        assertThat(shared(outbox, alone)).isNegative();
        assertThat(shared(outbox, aloneWithItsKey)).isNegative();
    }

    /** They may be in several topics. */
    @Test
    void sharesNoKeyOfAggregatesWithOneIdWhereNoneHasASeparateKey() throws Exception {
        Row order = row("7", null, 1);
        Row parcel = new Row(UUID.randomUUID(), "parcel", "7", null, 1, 1);

        Outbox outbox = gather(order, parcel);

        assertThat(outbox.keys()).isEqualTo(2);
        assertThat(outbox.shared().size()).isZero();
    }

    @Test
    void goesOnWithTheKeyOfTheBatchBefore() throws Exception {
        Row one = row("7", "acme", 1);
        Row two = row("7", "acme", 2);
        gatherer.add(List.of(one));

        Outbox outbox = gather(two);

        assertThat(outbox.keys()).isEqualTo(1);
        assertThat(key(outbox, one)).isEqualTo(key(outbox, two));
    }

    private Outbox gather(Row... rows) throws InterruptedException {
        gatherer.add(List.of(rows));
        return gatherer.outbox(0, new Lsn(1), Instant.EPOCH, true);
    }

    private static int shared(Outbox outbox, Row row) {
        return outbox.shared().of(key(outbox, row));
    }

    private static int key(Outbox outbox, Row row) {
        return outbox.events().key(outbox.events().find(row.id()));
    }

    private static Row row(String aggregateId, @Nullable String key, long version) {
        return new Row(UUID.randomUUID(), "order", aggregateId, key, version, version);
    }
}
