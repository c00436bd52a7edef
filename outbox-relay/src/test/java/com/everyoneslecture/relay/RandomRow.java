package com.everyoneslecture.relay;

import com.everyoneslecture.testservices.RandomCases;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A row for the outbox that is a valid one but for some columns, which have random values. */
record RandomRow(
        UUID id,
        @Nullable String aggregateType,
        @Nullable String aggregateId,
        long aggregateVersion,
        @Nullable String type,
        @Nullable String payload,
        long occurredAtMicros,
        @Nullable String traceparent) {

    private static final String INSERT = """
            insert into outbox (id, aggregatetype, aggregateid, aggregateversion, type, payload, occurred_at, traceparent)
            values (?, ?, ?, ?, ?, ?, ?, ?)
            """;

    private static final int WRONG_COLUMN = 4;

    private static final List<String> TYPES = List.of(
            "", " ", "lecture", "Category", "no topic!", "..", "a\u0001b", "__consumer_offsets", "분류", "a".repeat(100));

    private static final List<String> KEYS = List.of(
            "",
            " ",
            "0",
            "-1",
            "00000000000000000000000000000000000000000000001",
            "가".repeat(85),
            "가".repeat(86),
            "\u001b[31m\r\nERROR",
            "a\u0000b",
            "\ud83d");

    private static final List<String> PAYLOADS = List.of(
            "",
            "null",
            "kaputt",
            "\u0001",
            "a\u0000b",
            "\ufeff{}",
            "[".repeat(100_000),
            "a".repeat(524_288),
            "가".repeat(174_763),
            "a".repeat(1_100_000));

    private static final List<Long> VERSIONS = List.of(Long.MIN_VALUE, -1L, 0L, 1L, Long.MAX_VALUE);

    private static final List<Long> TIMES = List.of(
            Long.MIN_VALUE,
            -1L,
            0L,
            1L,
            253_402_300_799_999_999L,
            253_402_300_800_000_000L,
            9_223_372_036_854_775L,
            Long.MAX_VALUE);

    private static final List<String> TRACES = List.of(
            "",
            "00-x",
            "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
            "00-0AF7651916CD43DD8448EB211C80319C-B7AD6B7169203331-01",
            "ff-00000000000000000000000000000000-0000000000000000-ff",
            "a".repeat(100_000));

    /** Returns a random row. */
    static RandomRow of(RandomCases cases, long nowMicros) {
        return new RandomRow(
                new UUID(cases.random().nextLong(), cases.random().nextLong()),
                column(cases, "category", TYPES),
                column(cases, "key-" + cases.below(3), KEYS),
                isWrong(cases) ? cases.one(VERSIONS) : 1 + cases.below(100),
                column(cases, "LectureCategoryChanged", KEYS),
                column(cases, "{}", PAYLOADS),
                isWrong(cases) ? cases.one(TIMES) : nowMicros,
                isWrong(cases) ? cases.one(TRACES) : null);
    }

    /** Inserts it. */
    void insert(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(INSERT)) {
            statement.setObject(1, id);
            statement.setString(2, aggregateType);
            statement.setString(3, aggregateId);
            statement.setLong(4, aggregateVersion);
            statement.setString(5, type);
            statement.setString(6, payload);
            statement.setLong(7, occurredAtMicros);
            statement.setString(8, traceparent);
            statement.execute();
        }
    }

    private static @Nullable String column(RandomCases cases, String valid, List<String> others) {
        if (!isWrong(cases)) {
            return valid;
        }
        return cases.below(8) == 0 ? null : cases.one(others);
    }

    private static boolean isWrong(RandomCases cases) {
        return cases.below(WRONG_COLUMN) == 0;
    }
}
