package com.everyoneslecture.outbox.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OutboxNamesTest {

    @Test
    void areTheNamesOfTheCategoryDatabase() {
        OutboxNames names = OutboxNames.parse("public.outbox");

        assertThat(names).isEqualTo(new OutboxNames("public", "outbox"));
        assertThat(names.qualified()).isEqualTo("public.outbox");
        assertThat(names.defaultPartition()).isEqualTo("public.outbox_default");
        assertThat(names.droppedPartitions()).isEqualTo("public.outbox_dropped_partition");
        assertThat(names.ensurePartitions()).isEqualTo("public.outbox_ensure_partitions");
        assertThat(names.dropPartition()).isEqualTo("public.outbox_drop_partition");
        assertThat(names.versions()).isEqualTo("public.outbox_aggregateversion_seq");
    }

    @Test
    void areQuotedWhereSqlNeedsIt() {
        OutboxNames names = OutboxNames.parse("\"Shop\".\"Order \"\"Events\"\"\"");

        assertThat(names).isEqualTo(new OutboxNames("Shop", "Order \"Events\""));
        assertThat(names.qualified()).isEqualTo("\"Shop\".\"Order \"\"Events\"\"\"");
        assertThat(names.dropPartition()).isEqualTo("\"Shop\".\"Order \"\"Events\"\"_drop_partition\"");
        assertThat(names.quotedSchema()).isEqualTo("\"Shop\"");
    }

    @Test
    void quoteWordsOfSql() {
        assertThat(OutboxNames.parse("user.order").qualified()).isEqualTo("\"user\".\"order\"");
        assertThat(OutboxNames.parse("user.order").defaultPartition()).isEqualTo("\"user\".order_default");
    }

    @ParameterizedTest
    @ValueSource(strings = {"public.outbox", "shop.events", "\"Shop\".\"Order Events\"", "shop.\"a.b\"", "_.\"\"\"\""})
    void readWhatTheyWrite(String qualified) {
        assertThat(OutboxNames.parse(qualified).qualified()).isEqualTo(qualified);
        assertThat(qualified).matches(OutboxNames.SYNTAX);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "outbox",
                "Shop.events",
                "shop.order events",
                "a.b.c",
                "shop.\"a\"b\"",
                "shop.\"\"",
                "shop.events; drop table x",
                "shop.abcdefghijklmnopqrstuvwxyz0123456789ab"
            })
    void refuseWhatIsNoTable(String wrong) {
        assertThatThrownBy(() -> OutboxNames.parse(wrong)).isInstanceOf(IllegalArgumentException.class);
        assertThat(wrong).doesNotMatch(OutboxNames.SYNTAX);
    }

    @Test
    void countBytesNotCharacters() {
        assertThatThrownBy(() -> new OutboxNames("shop", "주문이벤트주문이벤트주문이"))
                .hasMessageContaining("table must have 1 to 37 bytes, but has 39");
        assertThatThrownBy(() -> new OutboxNames("shop", "a\nb")).hasMessageContaining("control character");
    }
}
