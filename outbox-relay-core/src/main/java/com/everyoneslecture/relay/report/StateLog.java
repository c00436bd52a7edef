package com.everyoneslecture.relay.report;

import com.everyoneslecture.outbox.capture.Connector;
import com.everyoneslecture.outbox.capture.slot.WalReport;
import com.everyoneslecture.outbox.event.OutboxEvent;
import com.everyoneslecture.relay.report.RelayState.Backoff;
import com.everyoneslecture.relay.report.RelayState.Halted;
import com.everyoneslecture.relay.report.RelayState.Standby;
import com.everyoneslecture.relay.report.RelayState.Starting;
import com.everyoneslecture.relay.report.RelayState.Streaming;
import com.everyoneslecture.relay.routing.DeadLetter;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * Logs the relay's life: each problem once, even if it repeats, and its end with its duration. The notifications about one
 * subject come from one thread.
 */
public final class StateLog implements RelayListener {

    private static final Logger LOG = LoggerFactory.getLogger(StateLog.class);

    private static final int IDS_IN_A_LINE = 100;

    private @Nullable String trouble;
    private @Nullable Instant since;
    private @Nullable Connector capture;
    private volatile @Nullable String retentionTrouble;
    private volatile boolean inDanger;
    private volatile boolean skipping;

    @Override
    public void stateChanged(RelayState state) {
        if (state instanceof Backoff backoff) {
            if (isNew(backoff.cause())) {
                LOG.atWarn()
                        .addKeyValue("cause", backoff.cause())
                        .addKeyValue("until", backoff.until())
                        .log("no events flow; the relay retries until they do");
            }
        } else if (state instanceof Halted halted) {
            if (isNew(halted.cause())) {
                LOG.atError()
                        .addKeyValue("cause", halted.cause())
                        .addKeyValue("remedy", halted.remedy())
                        .log("halted: no events flow until an operator acts");
            }
        } else if (state instanceof Standby standby) {
            standby(standby.holder());
        } else if (state instanceof Streaming) {
            streaming();
        } else if (state instanceof Starting) {
            skipping = false;
        }
    }

    @Override
    public void captureStarted(Connector started) {
        capture = started;
    }

    @Override
    public void slotCreated(boolean firstStart) {
        if (firstStart) {
            LOG.atInfo().log(
                    "this is the first start: the replication slot was created, and rows that were in the outbox before"
                            + " are published from it");
            return;
        }
        LOG.atWarn()
                .log(
                        "the replication slot was missing or lost, and a new one was created: events that it does not hold are published from the outbox");
    }

    @Override
    public void unrecoverable(long rows) {
        LOG.atError()
                .addKeyValue("rows", rows)
                .log(
                        "rows may be lost: retention has dropped them from the outbox, the slot does not hold them, and no"
                                + " safe point shows that they were published; compare with the table <outbox>_dropped_partition");
    }

    @Override
    public void retentionRan(@Nullable SQLException failure) {
        String cause = failure == null ? null : failure.getMessage();
        if (cause != null && !cause.equals(retentionTrouble)) {
            LOG.atWarn()
                    .addKeyValue("cause", cause)
                    .log("partitions of the outbox could not be created or dropped; the next run tries again");
        }
        retentionTrouble = cause;
    }

    @Override
    public void slotWatched(@Nullable WalReport report) {
        String danger = report == null ? null : report.danger();
        if (danger != null && !inDanger) {
            LOG.atError()
                    .addKeyValue("danger", danger)
                    .addKeyValue("remedy", WalReport.REMEDY)
                    .log("the slot is in danger");
        }
        inDanger = danger != null;
    }

    @Override
    public void missed(List<OutboxEvent> events, String cause) {
        OutboxEvent first = events.get(0);
        LOG.atError()
                .addKeyValue("events", events.size())
                .addKeyValue("cause", cause)
                .addKeyValue("eventId", first.id())
                .addKeyValue("aggregateId", first.aggregateId())
                .addKeyValue("aggregateVersion", first.aggregateVersion())
                .log(
                        "the write-ahead log did not deliver events; they were published from the outbox, late, and the first is"
                                + " named: was the slot or the publication altered?");
    }

    @Override
    public void phantoms(List<UUID> ids) {
        for (int from = 0; from < ids.size(); from += IDS_IN_A_LINE) {
            LOG.atError()
                    .addKeyValue("events", ids.size())
                    .addKeyValue("eventIds", ids.subList(from, Math.min(from + IDS_IN_A_LINE, ids.size())))
                    .log("events are in Kafka whose rows the database lost in a failover or a restore");
        }
    }

    @Override
    public void ledgerLost() {
        LOG.atWarn().log("the ledger is lost: events that the slot redelivers are published again");
    }

    @Override
    public void skipped(int events) {
        if (!skipping) {
            LOG.atInfo()
                    .addKeyValue("events", events)
                    .log("PostgreSQL redelivers events that are already published; they are skipped and counted");
        }
        skipping = true;
    }

    @Override
    public void deadLettered(List<DeadLetter> letters) {
        DeadLetter first = letters.get(0);
        LOG.atWarn()
                .addKeyValue("events", letters.size())
                .addKeyValue("reason", first.reason())
                .addKeyValue("detail", first.detail())
                .addKeyValue("id", first.event().id())
                .addKeyValue("refusedBy", first.refusedBy())
                .addKeyValue("topic", first.topic())
                .log("Kafka rejects events permanently; they went to a dead letter topic, and the first is named");
    }

    private void standby(String holder) {
        LOG.atInfo()
                .addKeyValue("holder", holder)
                .log("standing by: another relay streams from the slot; this one takes over when the slot is free");
        trouble = null;
        since = null;
    }

    private void streaming() {
        LoggingEventBuilder line = LOG.atInfo();
        if (capture != null) {
            line = line.addKeyValue("capture", capture.text());
        }
        if (since == null) {
            line.log("streaming: events flow as they are committed");
        } else {
            line.addKeyValue("after", Duration.between(since, Instant.now()))
                    .log("streaming again: events flow as they are committed");
        }
        trouble = null;
        since = null;
    }

    private boolean isNew(String cause) {
        if (since == null) {
            since = Instant.now();
        }
        boolean isNew = !Objects.equals(cause, trouble);
        trouble = cause;
        return isNew;
    }
}
