package com.everyoneslecture.relay.routing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WildcardTest {

    @ParameterizedTest
    @CsvSource({
        "order, order, true",
        "order, orders, false",
        "Order*, Order, true",
        "Order*, OrderPaid, true",
        "Order*, Reorder, false",
        "*Paid, OrderPaid, true",
        "O*P*d, OrderPaid, true",
        "*, '', true",
        "**, anything, true",
        "a.b, axb, false",
        "a.b*, a.b.c, true",
    })
    void matches(String text, String value, boolean expected) {
        assertThat(new Wildcard(text).matches(value)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "*, Order*, true",
        "Order*, OrderPaid, true",
        "Order*, OrderPaid*, true",
        "OrderPaid*, Order*, false",
        "Order, Order*, false",
        "*Paid, Order*, false",
        "O*d, Order*Paid, true",
        "order, order, true",
    })
    void covers(String text, String other, boolean expected) {
        assertThat(new Wildcard(text).covers(new Wildcard(other))).isEqualTo(expected);
    }
}
