package com.everyoneslecture.outbox.service.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.dao.DataAccessResourceFailureException;

class DatabaseFailureTest {

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {"08006", "08001", "28P01", "3D000", "40001", "40P01", "53300", "57P01", "57014", "25006", "55P03"
            })
    void isUnavailabilityWhereTheSameRequestCanSucceedLater(@Nullable String sqlState) {
        assertThat(failure(sqlState)).isEqualTo(new DatabaseFailure(sqlState, true));
    }

    @ParameterizedTest
    @ValueSource(strings = {"23514", "23505", "42501", "42P01", "22001", "25P02", "XX000"})
    void isAnErrorWhereRepeatingMendsNothing(String sqlState) {
        assertThat(failure(sqlState)).isEqualTo(new DatabaseFailure(sqlState, false));
    }

    @Test
    void isAnErrorWhereNoDatabaseSpoke() {
        assertThat(DatabaseFailure.of(new IllegalStateException("a")).unavailable())
                .isFalse();
    }

    private static DatabaseFailure failure(@Nullable String sqlState) {
        return DatabaseFailure.of(new DataAccessResourceFailureException(
                "outer", new IllegalStateException("between", new SQLException("inner", sqlState))));
    }
}
