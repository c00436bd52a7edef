package com.everyoneslecture.outbox.append;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TableNameTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            value = {
                "outbox                  | \"outbox\"                  | outbox",
                "shop.events             | \"shop\".\"events\"         | events",
                "Shop.Events             | \"shop\".\"events\"         | events",
                "\"Shop\".\"Order Events\" | \"Shop\".\"Order Events\" | Order Events",
                "shop.\"a.b\"            | \"shop\".\"a.b\"            | a.b",
                "\"a\"\"b\"              | \"a\"\"b\"                  | a\"b",
                "\"x; drop table y\"     | \"x; drop table y\"         | x; drop table y",
                "가게.사건                | \"가게\".\"사건\"             | 사건",
            })
    void isQuoted(String name, String sql, String table) {
        assertThat(TableName.of(name)).isEqualTo(new TableName(sql, table));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                ".",
                "shop.",
                ".events",
                "a.b.c",
                "1a",
                "a b",
                "a;b",
                "a-b",
                "\"a",
                "a\"",
                "\"\"",
                "\"a\"b\"",
                "outbox; drop table outbox",
                "outbox--",
                "outbox\n",
                "\"a\u0000\"",
            })
    void isNothingElse(String name) {
        assertThatThrownBy(() -> TableName.of(name))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("shop.events");
    }

    @Test
    void isNoLongerThanPostgresqlKeeps() {
        assertThat(TableName.of("a".repeat(63)).table()).hasSize(63);
        assertThatThrownBy(() -> TableName.of("가".repeat(22)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("63 bytes");
    }
}
