package com.everyoneslecture.relay.doctor;

import com.everyoneslecture.outbox.capture.finding.Finding;
import com.everyoneslecture.outbox.capture.jdbc.Query;
import com.everyoneslecture.outbox.capture.slot.SlotSettings;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Checks settings of the server: free slots and walsenders for the relay, and the limits of the two. */
final class ServerSettings {

    private static final String AREA = "server";
    private static final long TINY_KEEP_MEBIBYTES = 256;
    private static final String RESTART = "; -- then restart PostgreSQL";
    static final String RELOAD = "; select pg_reload_conf()";

    private static final String FIGURES = """
            select current_setting('max_replication_slots')::int,
                   (select count(*) from pg_replication_slots),
                   exists (select from pg_replication_slots where slot_name = ?),
                   current_setting('max_wal_senders')::int,
                   (select count(*) from pg_stat_replication),
                   exists (select from pg_replication_slots where slot_name = ? and active),
                   (select setting::bigint from pg_settings where name = 'wal_sender_timeout'),
                   -- PostgreSQL 18 and newer.
                   coalesce((select setting::bigint from pg_settings where name = 'idle_replication_slot_timeout'), 0)
            """;

    private final SlotSettings slot;

    private record Figures(
            int maxSlots,
            int slots,
            boolean slotExists,
            int maxSenders,
            int senders,
            boolean streaming,
            long senderTimeoutMillis,
            long idleTimeout) {}

    ServerSettings(SlotSettings slot) {
        this.slot = slot;
    }

    List<Finding> findings(Connection connection) throws SQLException {
        Figures figures = Objects.requireNonNull(Query.first(
                connection,
                FIGURES,
                row -> new Figures(
                        row.getInt(1),
                        row.getInt(2),
                        row.getBoolean(3),
                        row.getInt(4),
                        row.getInt(5),
                        row.getBoolean(6),
                        row.getLong(7),
                        row.getLong(8)),
                slot.name(),
                slot.name()));
        List<Finding> findings = new ArrayList<>();
        findings.add(slots(figures));
        findings.add(senders(figures));
        findings.add(keepSize(WalBound.read(connection)));
        findings.add(senderTimeout(figures.senderTimeoutMillis()));
        if (figures.idleTimeout() != 0) {
            findings.add(Finding.warn(
                    AREA,
                    "idle_replication_slot_timeout",
                    "a slot whose relay is disconnected for so long is invalidated",
                    "alter system set idle_replication_slot_timeout = 0" + RELOAD));
        }
        return findings;
    }

    private static Finding slots(Figures figures) {
        String detail = figures.slots() + " of " + figures.maxSlots() + " in use";
        return figures.slotExists() || figures.slots() < figures.maxSlots()
                ? Finding.ok(AREA, "max_replication_slots", detail)
                : Finding.fail(
                        AREA,
                        "max_replication_slots",
                        detail + ": there is no room for the relay's slot",
                        "alter system set max_replication_slots = " + (figures.slots() + 5) + RESTART);
    }

    private static Finding senders(Figures figures) {
        String detail = figures.senders() + " of " + figures.maxSenders() + " in use";
        return figures.streaming() || figures.senders() < figures.maxSenders()
                ? Finding.ok(AREA, "max_wal_senders", detail)
                : Finding.fail(
                        AREA,
                        "max_wal_senders",
                        detail + ": there is no room for the relay's walsender",
                        "alter system set max_wal_senders = " + (figures.senders() + 5) + RESTART);
    }

    private static Finding keepSize(WalBound bound) {
        String check = "max_slot_wal_keep_size";
        if (bound.mebibytes() < 0) {
            return Finding.warn(
                    AREA,
                    check,
                    "unbounded: a relay that stays disconnected fills the disk of the server",
                    bound.raise());
        }
        return bound.mebibytes() < TINY_KEEP_MEBIBYTES
                ? Finding.warn(
                        AREA,
                        check,
                        bound.mebibytes()
                                + " MiB: a relay that is disconnected for minutes may lose its slot and has to recover from the"
                                + " outbox",
                        bound.raise())
                : Finding.ok(AREA, check, bound.mebibytes() + " MiB");
    }

    private static Finding senderTimeout(long millis) {
        return millis > 0
                ? Finding.ok(AREA, "wal_sender_timeout", millis + " ms")
                : Finding.warn(
                        AREA,
                        "wal_sender_timeout",
                        "0: the walsender of a relay that was cut off keeps the slot, so no other relay can take over",
                        "alter system set wal_sender_timeout = '60s'" + RELOAD);
    }
}
