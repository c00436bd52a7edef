package com.everyoneslecture.localstack.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.everyoneslecture.localstack.status.ComponentStatus;
import com.everyoneslecture.localstack.status.KafkaStatus;
import com.everyoneslecture.localstack.status.RelayStatus;
import com.everyoneslecture.localstack.status.SlotStatus;
import com.everyoneslecture.localstack.status.StackStatus;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class StatusTextTest {

    private static final ComponentStatus UP =
            new ComponentStatus("kafka", 17L, 9092, "running", true, null, List.of(), null);
    private static final RelayStatus RELAY = new RelayStatus("outbox-relay", "streaming", "debezium", null);
    private static final SlotStatus SLOT = new SlotStatus("category_outbox", true, "reserved", "0/1A", 42L, null);

    @Test
    void alignsWhatItKnows() {
        KafkaStatus kafka = new KafkaStatus(
                List.of(new KafkaStatus.Topic("categoryChanged", new TreeMap<>(Map.of(0, 3L, 1, 4L)))),
                List.of(new KafkaStatus.Group(
                        "CGR-lecture-categoryChanged",
                        "STABLE",
                        List.of(
                                new KafkaStatus.Partition("categoryChanged", 0, 1L, 3L, 2L),
                                new KafkaStatus.Partition("categoryChanged", 1, null, 4L, null)),
                        2)),
                null);

        assertThat(StatusText.of(new StackStatus(List.of(UP), List.of(RELAY), SLOT, kafka)))
                .isEqualTo("""
                        COMPONENT  PID  PORT  STATE    HEALTH
                        kafka      17   9092  running  up

                        RELAY         STATE      CAPTURE
                        outbox-relay  streaming  debezium

                        SLOT             ACTIVE  WAL STATUS  CONFIRMED FLUSH LSN  LAG
                        category_outbox  yes     reserved    0/1A                 42 bytes

                        TOPIC            PARTITIONS  END OFFSETS
                        categoryChanged  2           0:3 1:4
                        Offsets rise by more than one per event: the commit marker of a transaction has an offset, too.

                        GROUP                        TOPIC            PARTITION  OFFSET  END     LAG
                        CGR-lecture-categoryChanged  categoryChanged  0          1       3       2
                        CGR-lecture-categoryChanged  categoryChanged  1          -       4       -
                        CGR-lecture-categoryChanged                   total              stable  2
                        """);
    }

    @Test
    void saysWhatIsDownAndWhatIsUnknown() {
        ComponentStatus killed =
                new ComponentStatus("category-db", null, 15432, "killed", false, "killed", List.of(), null);
        ComponentStatus silent =
                new ComponentStatus("kafka", 17L, 9092, "running", false, "no answer", List.of(), null);
        RelayStatus relay = new RelayStatus("outbox-relay", "backoff", "wal", null);
        SlotStatus slot = new SlotStatus("category_outbox", null, null, null, null, "category-db is killed");
        KafkaStatus kafka = new KafkaStatus(List.of(), List.of(), "no answer");

        assertThat(StatusText.of(new StackStatus(List.of(killed, silent), List.of(relay), slot, kafka)))
                .isEqualTo("""
                        COMPONENT    PID  PORT   STATE    HEALTH
                        category-db  -    15432  killed   down
                        kafka        17   9092   running  down: no answer

                        RELAY         STATE    CAPTURE
                        outbox-relay  backoff  wal

                        SLOT             ACTIVE  WAL STATUS  CONFIRMED FLUSH LSN  LAG
                        category_outbox  -       -           -                    unknown: category-db is killed

                        TOPICS, GROUPS
                        unknown: no answer
                        """);
    }

    @Test
    void fitsInto100Columns() {
        String cause = "relay: cannot reach Kafka: " + "no answer from 127.0.0.1:9092 ".repeat(8);
        ComponentStatus down = new ComponentStatus("outbox-relay", 17L, 8083, "running", false, cause, List.of(), null);
        ComponentStatus dead = new ComponentStatus(
                "lecture-projector", null, 8082, "died", false, "exit status 1", List.of("x".repeat(250)), "start it");
        RelayStatus relay = new RelayStatus("connector", "failed: " + cause, "wal", null);
        SlotStatus slot = new SlotStatus("category_outbox", null, null, null, null, "/".repeat(120));
        KafkaStatus kafka = new KafkaStatus(List.of(), List.of(), cause);

        String text = StatusText.of(new StackStatus(List.of(UP, down, dead), List.of(relay), slot, kafka));
        assertThat(text.lines()).allMatch(line -> line.length() <= 100);
        assertThat(text).contains("""
                        COMPONENT          PID  PORT  STATE    HEALTH
                        kafka              17   9092  running  up
                        outbox-relay       17   8083  running  down: relay: cannot reach Kafka: no answer from
                                                               127.0.0.1:9092 no answer from 127.0.0.1:9092 no answer from
                        """);
    }

    @Test
    void saysWhyAComponentDiedAndTheCommandsThatHelp() {
        ComponentStatus dead = new ComponentStatus(
                "outbox-relay",
                null,
                8083,
                "died",
                false,
                "exit status 3 (out of memory)",
                List.of("Terminating due to java.lang.OutOfMemoryError"),
                ComponentStatus.remedy("outbox-relay"));
        RelayStatus relay = new RelayStatus("outbox-relay", null, null, "outbox-relay is died");
        KafkaStatus kafka = new KafkaStatus(List.of(), List.of(), "no answer");

        assertThat(StatusText.of(new StackStatus(List.of(UP, dead), List.of(relay), SLOT, kafka)))
                .startsWith("""
                        COMPONENT     PID  PORT  STATE    HEALTH
                        kafka         17   9092  running  up
                        outbox-relay  -    8083  died     down: exit status 3 (out of memory)

                        outbox-relay died with exit status 3 (out of memory); start it again: ./outbox start outbox-relay;
                          its log: ./outbox logs outbox-relay
                          Terminating due to java.lang.OutOfMemoryError

                        RELAY         STATE  CAPTURE
                        outbox-relay  -      unknown: outbox-relay is died

                        SLOT""");
    }
}
