package com.everyoneslecture.relay.ledger;

import com.everyoneslecture.outbox.event.ForeignTransaction;
import com.everyoneslecture.outbox.event.OutboxEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * The last published event of each of the last transactions, the newest first. Several, because one row may be missing for
 * another reason than a database that was set back. Only events of the log count, because only they are published in the order
 * of their commits; those that were read from the table count while there are no others.
 */
final class LastEvents {

    private static final int MAXIMUM = 8;

    private final List<Witness> newestFirst = new ArrayList<>(MAXIMUM + 1);

    /** Adds the events of a batch, in their order. Looks at the last ones only. */
    void add(List<OutboxEvent> events) {
        boolean any = newestFirst.isEmpty();
        List<Witness> last = new ArrayList<>(MAXIMUM);
        for (int index = events.size() - 1; index >= 0 && last.size() < MAXIMUM; index--) {
            OutboxEvent event = events.get(index);
            if (!any && event.committedAtMicros() == null) {
                continue;
            }
            if (last.isEmpty() || last.get(last.size() - 1).transaction() != event.transactionId()) {
                last.add(new Witness(event.id(), event.transactionId()));
            }
        }
        for (int index = last.size() - 1; index >= 0; index--) {
            add(last.get(index).event(), last.get(index).transaction());
        }
    }

    /** Adds an event that was published after the others. */
    void add(UUID event, long id) {
        long transaction = ForeignTransaction.writer(id);
        newestFirst.removeIf(known -> known.transaction() == transaction && transaction != 0);
        newestFirst.add(0, new Witness(event, transaction));
        bound();
    }

    /** Adds events that may have been published before the others. */
    void addOlder(List<Witness> older) {
        for (Witness witness : older) {
            if (newestFirst.stream().noneMatch(known -> known.event().equals(witness.event()))) {
                newestFirst.add(witness);
            }
        }
        bound();
    }

    void clear() {
        newestFirst.clear();
    }

    List<Witness> newestFirst() {
        return List.copyOf(newestFirst);
    }

    private void bound() {
        if (newestFirst.size() > MAXIMUM) {
            newestFirst.subList(MAXIMUM, newestFirst.size()).clear();
        }
    }
}
