package com.everyoneslecture.relay.doctor;

import com.everyoneslecture.outbox.capture.finding.Finding;
import com.everyoneslecture.relay.kafka.KafkaSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.TopicPartitionInfo;

/** Checks whether an acknowledged record survives the loss of a broker, and whether brokers acknowledge records at all. */
final class Replicas {

    private final KafkaSettings kafka;
    private final String area;
    private final String topic;
    private final int brokerCount;

    Replicas(KafkaSettings kafka, String area, String topic, int brokerCount) {
        this.kafka = kafka;
        this.area = area;
        this.topic = topic;
        this.brokerCount = brokerCount;
    }

    List<Finding> findings(TopicDescription description, Map<String, String> settings) {
        int factor = description.partitions().stream()
                .mapToInt(partition -> partition.replicas().size())
                .min()
                .orElse(0);
        List<Finding> findings = new ArrayList<>();
        findings.add(inSync(factor, (int) TopicCheck.number(settings, "min.insync.replicas")));
        findings.add(healthy(description.partitions()));
        return findings;
    }

    private Finding inSync(int factor, int minInSync) {
        String check = "min.insync.replicas";
        String detail = minInSync + " of " + factor + " replicas";
        if (minInSync > factor) {
            return Finding.fail(
                    area,
                    check,
                    minInSync + " is more than the " + factor + " existing replicas: no record can be written",
                    alter(factor));
        }
        if (factor == 1) {
            return brokerCount == 1
                    ? Finding.ok(area, check, detail + ", the maximum with one broker")
                    : Finding.warn(area, check, "1 replica: if its broker is lost, events are lost", null)
                            .advising("add replicas with kafka-reassign-partitions");
        }
        return minInSync < 2
                ? Finding.warn(area, check, detail + ": records that only one broker has are lost with it", alter(2))
                : Finding.ok(area, check, detail);
    }

    private String alter(int minInSync) {
        return KafkaCommands.alter(kafka, topic, Map.of("min.insync.replicas", minInSync));
    }

    private Finding healthy(List<TopicPartitionInfo> partitions) {
        List<Integer> leaderless = partitions.stream()
                .filter(partition ->
                        partition.leader() == null || partition.leader().isEmpty())
                .map(TopicPartitionInfo::partition)
                .toList();
        if (!leaderless.isEmpty()) {
            return Finding.fail(area, "replicas", "partitions " + leaderless + " have no leader", null)
                    .advising("start the brokers that hold them");
        }
        List<Integer> behind = partitions.stream()
                .filter(partition ->
                        partition.isr().size() < partition.replicas().size())
                .map(TopicPartitionInfo::partition)
                .toList();
        return behind.isEmpty()
                ? Finding.ok(area, "replicas", "all in sync")
                : Finding.warn(area, "replicas", "partitions " + behind + " are under-replicated", null)
                        .advising("check the brokers that lag or are down");
    }
}
