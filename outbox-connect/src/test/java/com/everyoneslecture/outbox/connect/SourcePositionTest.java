package com.everyoneslecture.outbox.connect;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.everyoneslecture.outbox.event.OutboxEvent;
import com.everyoneslecture.testservices.OutboxEvents;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

class SourcePositionTest {

    private final SourcePosition position = new SourcePosition("category", "slot");
    private final OutboxEvent first = OutboxEvents.ofTransaction(100, 0);
    private final OutboxEvent end = OutboxEvents.ofTransaction(100, 0x1_0000_0010L);
    private final OutboxEvent next = OutboxEvents.ofTransaction(101, 0);

    @Test
    void followsTheEventsThatArePublished() {
        position.begin("7000/2");
        position.read(List.of(first, end, next));

        assertThat(position.partition())
                .as("in an order that is the same in every process")
                .containsExactly(Map.entry("database", "category"), Map.entry("slot", "slot"));
        assertThat(position.after(records(first)))
                .containsEntry("system", "7000")
                .containsEntry("timeline", "2")
                .containsEntry("end_lsn", "0/0")
                .containsEntry("xid", 100L)
                .containsEntry("index", 1L);
        assertThat(position.after(records(end, next)))
                .containsEntry("end_lsn", "1/10")
                .containsEntry("xid", 101L)
                .containsEntry("index", 1L);
    }

    @Test
    void staysWhereItIsForEventsThatAreNotFromTheStream() {
        position.begin("7000/2");
        position.read(List.of(first, end));
        position.after(records(end));

        assertThat(position.after(records(OutboxEvents.ofTransaction(90, 0))))
                .containsEntry("end_lsn", "1/10")
                .containsEntry("xid", 100L)
                .containsEntry("index", 2L);
    }

    private static List<ProducerRecord<byte[], byte[]>> records(OutboxEvent... events) {
        return Arrays.stream(events)
                .map(event -> {
                    ProducerRecord<byte[], byte[]> record = new ProducerRecord<>("topic", new byte[0]);
                    record.headers().add("ce_id", event.id().toString().getBytes(UTF_8));
                    return record;
                })
                .toList();
    }
}
