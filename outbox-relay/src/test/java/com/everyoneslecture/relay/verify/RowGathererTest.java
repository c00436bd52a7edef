package com.everyoneslecture.relay.verify;

import static org.assertj.core.api.Assertions.assertThat;

import com.everyoneslecture.outbox.capture.slot.Lsn;
import com.everyoneslecture.relay.verify.RowGatherer.Row;
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

        assertThat(outbox.aggregates()).isEqualTo(1);
        assertThat(outbox.keys()).isEqualTo(3);
        assertThat(key(outbox, ofAcme)).isEqualTo(key(outbox, alsoOfAcme)).isZero();
        assertThat(key(outbox, ofUmbra)).isEqualTo(1);
        assertThat(key(outbox, withoutKey)).isEqualTo(2);
    }

    @Test
    void keepsTheKeysOfTwoAggregatesApart() throws Exception {
        Row one = row("7", "acme", 1);
        Row two = row("8", "acme", 1);

        Outbox outbox = gather(one, two);

        assertThat(outbox.aggregates()).isEqualTo(2);
        assertThat(outbox.keys()).isEqualTo(2);
        assertThat(key(outbox, one)).isNotEqualTo(key(outbox, two));
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
        return gatherer.outbox(new Lsn(1), null);
    }

    private static int key(Outbox outbox, Row row) {
        return outbox.events().key(outbox.events().find(row.id()));
    }

    private static Row row(String aggregateId, @Nullable String key, long version) {
        return new Row(UUID.randomUUID(), "order", aggregateId, key, version, version);
    }
}
