package com.everyoneslecture.relay.engine;

import com.everyoneslecture.outbox.capture.slot.DatabaseHistory;
import com.everyoneslecture.outbox.capture.slot.Lsn;
import com.everyoneslecture.outbox.capture.slot.PrerequisiteException;
import com.everyoneslecture.outbox.capture.slot.ReplicationSlot;
import com.everyoneslecture.outbox.capture.slot.WalSnapshot;
import com.everyoneslecture.outbox.capture.table.OutboxTable;
import com.everyoneslecture.relay.ledger.LedgerContents;
import com.everyoneslecture.relay.ledger.LedgerHead;
import com.everyoneslecture.relay.ledger.LedgerWriter;
import com.everyoneslecture.relay.ledger.RecoveryDue;
import com.everyoneslecture.relay.ledger.SafePoint;
import com.everyoneslecture.relay.ledger.SafePoints;
import com.everyoneslecture.relay.publish.KafkaSession;
import com.everyoneslecture.relay.recovery.Recovery;
import com.everyoneslecture.relay.report.RelayListener;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens a session before events flow: determines which events are published, and publishes those that the slot does not hold.
 * The stream is held back meanwhile.
 *
 * <p>A crash here loses only state in memory, which is not needed: the ledger's notes and the slot's position lead the next
 * start to the same decisions.
 */
final class SessionOpening {

    private static final Logger LOG = LoggerFactory.getLogger(SessionOpening.class);

    private static final int IDS_AT_ONCE = 1_000;

    private static final String SET_BACK =
            ": the database was restored from an earlier copy, and its transaction ids do not show which events"
                    + " are published. Run verify, and replay the events that it reports as lost: a slot that was created again"
                    + " before this start lacks those that were appended before it";

    private final ReplicationSlot slot;
    private final OutboxTable outbox;
    private final Witnesses witnesses;
    private final KafkaSession kafka;
    private final LedgerWriter ledger;
    private final Recovery recovery;
    private final SafePoints safePoints;
    private final RelayListener listener;

    SessionOpening(
            ReplicationSlot slot,
            OutboxTable outbox,
            KafkaSession kafka,
            Recovery recovery,
            SafePoints safePoints,
            RelayListener listener) {
        this.slot = slot;
        this.outbox = outbox;
        this.witnesses = new Witnesses(outbox);
        this.kafka = kafka;
        this.ledger = kafka.ledger();
        this.recovery = recovery;
        this.safePoints = safePoints;
        this.listener = listener;
    }

    /**
     * Returns the ledger's state if the ledger belongs to this database, or to none yet. Called before any producer is fenced.
     *
     * @throws PrerequisiteException if it belongs to another system
     */
    LedgerHead requireOwnLedger() throws SQLException {
        LedgerHead head = ledger.head();
        String owner = head.owner();
        String here = slot.walSnapshot().database();
        if (owner != null && !DatabaseHistory.system(owner).equals(DatabaseHistory.system(here))) {
            throw new PrerequisiteException(
                    "the ledger " + ledger.topic() + " belongs to the database system "
                            + DatabaseHistory.system(owner) + ", and this is " + DatabaseHistory.system(here)
                            + ": another relay on these brokers has a slot of the same name, or the database was upgraded or"
                            + " moved",
                    "for another relay, choose another relay.kafka.name; if this database continues that one, stop"
                            + " the other relay and run: outbox-relay adopt");
        }
        return head;
    }

    /**
     * Returns whether the slot was created beforehand and no relay has used it: then no event of the outbox is published. Must
     * be called before the stream begins, because the server counts the transactions that it sends, published or not.
     */
    boolean isFirstUse(LedgerHead head) throws SQLException, InterruptedException {
        return head.missing() && slot.neverStreamed() && isFirstStart(head);
    }

    /** Returns whether no event of this outbox was published before: the ledger names none, and no topic has a record. */
    boolean isFirstStart(LedgerHead head) throws SQLException, InterruptedException {
        return head.namesNothing() && kafka.topicsAreUntouched(outbox.aggregateTypes());
    }

    /**
     * Returns the published events, once every event that the slot does not hold is published.
     *
     * @param confirmed the position up to which the slot was confirmed before this session began to stream
     */
    LedgerContents run(Lsn confirmed) throws Exception {
        LedgerHead head = ledger.head();
        DatabaseHistory history = history(head, confirmed);
        SessionStart start = start(head, confirmed, history);
        if (head.safePoint() != null && start.covered() == null) {
            LOG.atWarn()
                    .log("this is not the database of the last safe point, or it was restored or failed over:"
                            + " the ids in the ledger alone decide which events are published");
            ledger.distrustSafePoint();
            listener.safePointDistrusted();
        }
        SafePoints.Visible now = visible(history.now());
        safePoints.begin(start.covered(), start.unchecked(), now);
        LedgerContents published =
                ledger.published(history.now().database(), history::holds).behind(start.covered());
        safePoints.begun(head, now, slot::nextTransaction);
        reportPhantoms(published);
        if (start.recovering()) {
            recovery.run(published, start.covered(), cameAlong(history, head.safePoint()), start.before());
            ledger.recoveryDone(confirmed.value());
        }
        return published;
    }

    /** Returns whether a safe point came along with the ledger from another system, whose transaction ids it lists. */
    private static boolean cameAlong(DatabaseHistory history, @Nullable SafePoint point) {
        return point != null && !history.sameSystem(point.database());
    }

    static SafePoints.Visible visible(WalSnapshot moment) {
        return new SafePoints.Visible(
                moment.database(), moment.snapshot(), moment.walEnd().value());
    }

    /**
     * Returns the history of the database. A database that was set back to an earlier copy of its files assigns its positions
     * and transaction ids a second time. Either it has not reached the position of the ledger's last batch again, or it lacks
     * the newest published events. If it lacks only the newest of several, and its slot stands where the ledger ends or beyond,
     * the row was deleted: that is no reason to publish all others again. The slot of an earlier copy stands before the
     * events that the copy lacks.
     */
    private DatabaseHistory history(LedgerHead head, Lsn confirmed) throws SQLException {
        DatabaseHistory history = slot.history();
        if (head.database() == null) {
            return history;
        }
        if (history.isBehind(head.database(), head.position())) {
            LOG.atError()
                    .addKeyValue("ledger", new Lsn(head.position()))
                    .addKeyValue("database", history.now().walEnd())
                    .log("the write-ahead log ends before the position of published events" + SET_BACK);
            return history.ofASetBackDatabase();
        }
        Witnesses.Gone gone = history.holds(head.database(), head.position()) ? witnesses.newestGone(head) : null;
        if (gone == null) {
            return history;
        }
        if (gone.isOnly() && head.recoveryDue() == null && confirmed.compareTo(new Lsn(head.position())) >= 0) {
            LOG.atWarn()
                    .addKeyValue("eventId", gone.event())
                    .log("the row of the last published event is gone, but those before it are there: it was deleted."
                            + " If the database was restored instead, verify shows whether events are lost");
            return history;
        }
        LOG.atError()
                .addKeyValue("eventId", gone.event())
                .log("the outbox lacks events that were published from it" + SET_BACK);
        return history.ofASetBackDatabase();
    }

    private SessionStart start(LedgerHead head, Lsn confirmed, DatabaseHistory history) throws InterruptedException {
        RecoveryDue due = head.recoveryDue();
        if (due != null) {
            return SessionStart.recovering(head, due, history);
        }
        if (!head.missing()) {
            return SessionStart.goingOn(head, confirmed, history);
        }
        listener.ledgerLost();
        ledger.baseline();
        return SessionStart.ledgerLost();
    }

    /** Reports events of a past that the database has abandoned, so that their rows are gone. */
    private void reportPhantoms(LedgerContents published) throws SQLException {
        List<UUID> phantoms = new ArrayList<>();
        List<UUID> doubted = new ArrayList<>();
        published.doubted().forEach(doubted::add);
        for (int from = 0; from < doubted.size(); from += IDS_AT_ONCE) {
            phantoms.addAll(outbox.absent(doubted.subList(from, Math.min(from + IDS_AT_ONCE, doubted.size()))));
        }
        listener.phantoms(phantoms);
    }
}
