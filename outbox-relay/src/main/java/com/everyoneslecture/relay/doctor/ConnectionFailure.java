package com.everyoneslecture.relay.doctor;

import com.everyoneslecture.outbox.capture.finding.Finding;
import com.everyoneslecture.outbox.capture.jdbc.Database;
import com.everyoneslecture.outbox.capture.jdbc.Pooler;
import com.everyoneslecture.outbox.event.OutboxNames;
import com.everyoneslecture.outbox.retry.CertificateFailure;
import com.everyoneslecture.outbox.retry.Decision.Halt;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Finds the remedy for an unreachable server, by SQLSTATE. */
final class ConnectionFailure {

    private final Database database;

    ConnectionFailure(Database database) {
        this.database = database;
    }

    /** Returns the finding if no connection was made, or the first query failed. */
    Finding of(SQLException failure) {
        if (Pooler.hasMixedSessions(failure)) {
            return mixedSessions(failure);
        }
        Halt certificate = CertificateFailure.decide(failure);
        if (certificate != null) {
            return Finding.fail("server", "reachable", database.address() + ": " + certificate.cause(), null)
                    .advising(certificate.remedy());
        }
        Finding finding = Finding.fail(
                "server",
                "reachable",
                database.address() + ": " + text(failure),
                fix(String.valueOf(failure.getSQLState())));
        if (Pooler.hasRefused(failure)) {
            return finding.advising(Pooler.REMEDY);
        }
        String advice = database.hasSeveralHosts() && text(failure).contains("targetServerType")
                ? "none of these servers is a primary: promote a standby, select pg_promote(), or name the primary in"
                        + " relay.database.url"
                : advice(String.valueOf(failure.getSQLState()));
        return advice == null ? finding : finding.advising(advice);
    }

    /** Returns the finding if a connection was made, but a query failed. */
    Finding during(String question, SQLException failure) {
        if (Pooler.hasMixedSessions(failure)) {
            return mixedSessions(failure);
        }
        return Finding.fail("server", "answers", question + ": " + text(failure), null)
                .advising("check the server's log");
    }

    private Finding mixedSessions(SQLException failure) {
        return Finding.fail(
                        "server",
                        "direct",
                        "a pooler is between the relay and " + database.address() + ": " + text(failure),
                        null)
                .advising(Pooler.REMEDY);
    }

    private @Nullable String fix(String state) {
        String role = OutboxNames.quoted(database.username());
        String name = OutboxNames.quoted(database.name());
        return switch (state) {
            case "28P01" -> "alter role " + role + " password '…'";
            case "28000" -> "alter role " + role + " login";
            case "42501" -> "grant connect on database " + name + " to " + role;
            case "3D000" -> "create database " + name;
            default -> null;
        };
    }

    private static @Nullable String advice(String state) {
        return switch (state) {
            case "28P01" -> "correct relay.database.password, or the role's";
            case "28000" -> "let the role log in, and let pg_hba.conf admit it from here";
            case "3D000" -> "correct relay.database.url, or create the database and run its migrations";
            case "53300" -> "raise max_connections, or end idle connections";
            case "08001", "08006", "08004" -> "start PostgreSQL, or correct relay.database.url";
            default -> null;
        };
    }

    static String text(SQLException failure) {
        return String.valueOf(failure.getMessage()).strip().replaceAll("\\s+", " ");
    }
}
