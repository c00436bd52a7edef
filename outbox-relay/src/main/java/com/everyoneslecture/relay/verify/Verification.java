package com.everyoneslecture.relay.verify;

import com.everyoneslecture.outbox.capture.jdbc.Database;
import com.everyoneslecture.outbox.capture.jdbc.DatabaseSettings;
import com.everyoneslecture.outbox.capture.slot.ReplicationSlot;
import com.everyoneslecture.outbox.capture.slot.SlotSettings;
import com.everyoneslecture.outbox.kafka.OversizedRecordsException;
import com.everyoneslecture.relay.kafka.KafkaSettings;
import com.everyoneslecture.relay.kafka.RelayNames;
import com.everyoneslecture.relay.ledger.LedgerHead;
import com.everyoneslecture.relay.ledger.LedgerReading;
import com.everyoneslecture.relay.ledger.SafePoint;
import com.everyoneslecture.relay.routing.Routes;
import com.everyoneslecture.relay.verify.TopicRecords.Part;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A verification in four steps whose order matters: read all rows of the outbox, in one snapshot; wait until the slot has
 * confirmed the visible rows; read the ends of the topics; read every record up to there. So an event in flight does not count
 * as lost.
 */
public final class Verification {

    private final KafkaSettings kafka;
    private final Routes routes;
    private final RelayNames names;
    private final ReplicationSlot slot;
    private final OutboxRows rows;
    private final Progress progress;
    private final List<String> notes = new ArrayList<>();

    /** Creates the object without a connection. */
    public Verification(
            DatabaseSettings database, SlotSettings slot, KafkaSettings kafka, Routes routes, Progress progress) {
        this.kafka = kafka;
        this.routes = routes;
        this.names = RelayNames.of(slot.name(), kafka);
        this.slot = new ReplicationSlot(new Database(database), slot);
        this.rows = new OutboxRows(new Database(database), this.slot, slot);
        this.progress = progress;
    }

    /**
     * Reads both sides and compares them.
     *
     * @throws SQLException if the database is unreachable
     * @throws org.apache.kafka.common.KafkaException if the brokers are unreachable
     * @throws InterruptedException if this thread was interrupted
     */
    public Report run(VerifySettings settings) throws Exception {
        Outbox outbox = rows.read(settings.since(), progress);
        boolean confirmed = new Confirmation(slot).await(outbox.walEnd(), settings.patience(), progress);
        if (!confirmed) {
            notes.add(
                    "slot " + slot.name()
                            + " has not confirmed the newest rows: is the relay running? Missing events may still be published");
        }
        Comparison comparison = new Comparison(outbox, rows, settings);
        try (TopicRecords topics = new TopicRecords(kafka)) {
            Set<String> wanted = new TreeSet<>(routes.configuredTopics());
            Set<String> possible = new TreeSet<>();
            outbox.types()
                    .forEach(type -> routes.topicOtherwise(type)
                            .ifPresent(topic -> (routes.takeSomeOf(type) ? possible : wanted).add(topic)));
            Set<String> events = new TreeSet<>(existing(topics, wanted));
            events.addAll(topics.existing(possible));
            List<Part> parts = topics.parts(events, settings.since());
            read(topics, parts, comparison);
            wanted.addAll(possible);
            for (Part part : topics.parts(topics.existing(deadLetters(wanted)), settings.since())) {
                topics.read(
                        part,
                        record -> comparison.deadLetter(EventRecord.of(record)),
                        each -> notes.add(passedOver(each)));
            }
        }
        return comparison.report(confirmed, checked(), notes);
    }

    /**
     * Returns the snapshot of the rows that the relay has checked: each of them has to be in its topic. Other missing rows may
     * still be published from the outbox, although the slot has confirmed them.
     */
    private @Nullable String checked() throws SQLException, InterruptedException {
        LedgerHead head = LedgerReading.head(slot.name(), kafka);
        SafePoint point = head == null || head.safePointGivenUp() ? null : head.safePoint();
        return point != null && slot.history().trusts(point.database(), point.snapshot(), point.walEnd())
                ? point.snapshot()
                : null;
    }

    private Set<String> existing(TopicRecords topics, Set<String> wanted) {
        Set<String> existing = topics.existing(wanted);
        wanted.stream()
                .filter(topic -> !existing.contains(topic))
                .forEach(topic -> notes.add("there is no topic " + topic));
        return existing;
    }

    private void read(TopicRecords topics, List<Part> parts, Comparison comparison) throws Exception {
        long total = parts.stream().mapToLong(part -> part.end() - part.from()).sum();
        long[] done = new long[1];
        for (int number = 0; number < parts.size(); number++) {
            Part part = parts.get(number);
            int partition = number;
            if (part.begins() > 0) {
                notes.add(part.partition() + " begins at offset " + part.begins()
                        + ": rows that its retention has dropped cannot be checked, and count as missing");
            }
            long ended = topics.read(
                    part,
                    record -> {
                        comparison.record(EventRecord.of(record), partition);
                        progress.at("topics", done[0] + record.offset() - part.from() + 1, total);
                    },
                    each -> {
                        comparison.oversized(each);
                        notes.add(passedOver(each));
                    });
            if (ended < part.end()) {
                notes.add(part.partition() + " cannot be read past offset " + ended
                        + ": a transaction is open there, and records behind it count as missing");
            }
            done[0] += part.end() - part.from();
        }
        progress.at("topics", total, total);
    }

    private static String passedOver(OversizedRecordsException oversized) {
        return oversized.getMessage() + ": skipped, and their events count as missing";
    }

    private Set<String> deadLetters(Collection<String> topics) {
        Set<String> deadLetters = new TreeSet<>(Set.of(names.deadLetters()));
        topics.forEach(topic -> deadLetters.add(topic + ".DLT"));
        return deadLetters;
    }
}
