package com.everyoneslecture.relay.doctor;

import com.everyoneslecture.outbox.capture.jdbc.Database;
import com.everyoneslecture.outbox.capture.jdbc.Query;
import com.everyoneslecture.outbox.capture.slot.SlotSettings;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;

/** The size of the largest payload that the outbox accepts, from its CHECK constraint. */
final class PayloadLimit {

    private static final Pattern BOUND = Pattern.compile("octet_length\\(payload(?:_bytes)?\\)\\s*(<=?)\\s*(\\d+)");

    private static final String CHECKS = """
            select pg_get_constraintdef(oid) from pg_constraint
            where conrelid = to_regclass(?) and contype = 'c' and convalidated
            """;

    private PayloadLimit() {}

    /** Returns the size in bytes; empty if there is no limit, or the server is unreachable. */
    static OptionalLong of(Database database, SlotSettings slot) {
        try (Connection connection = database.connect()) {
            List<String> checks = Query.rows(
                    connection, CHECKS, row -> row.getString(1), slot.outbox().qualified());
            return checks.stream().flatMapToLong(PayloadLimit::bounds).min();
        } catch (SQLException e) {
            return OptionalLong.empty();
        }
    }

    static LongStream bounds(String constraint) {
        Matcher bound = BOUND.matcher(constraint);
        return bound.find()
                ? LongStream.of(Long.parseLong(bound.group(2)) - (bound.group(1).equals("<") ? 1 : 0))
                : LongStream.empty();
    }
}
