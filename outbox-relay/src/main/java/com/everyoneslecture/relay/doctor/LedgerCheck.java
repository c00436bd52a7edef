package com.everyoneslecture.relay.doctor;

import com.everyoneslecture.outbox.capture.finding.Finding;
import com.everyoneslecture.relay.kafka.DispensableSettings;
import com.everyoneslecture.relay.kafka.KafkaSettings;
import com.everyoneslecture.relay.ledger.Ledger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.config.ConfigResource;

/** Checks the ledger's topic. If the brokers drop a record of it, an event may be published twice. */
final class LedgerCheck {

    private static final String AREA = "ledger";
    private static final Set<AclOperation> NEEDED = Set.of(AclOperation.READ, AclOperation.WRITE, AclOperation.DELETE);

    private final Brokers brokers;
    private final TopicMaking making;
    private final KafkaSettings kafka;
    private final String topic;

    LedgerCheck(Brokers brokers, TopicMaking making, KafkaSettings kafka, String topic) {
        this.brokers = brokers;
        this.making = making;
        this.kafka = kafka;
        this.topic = topic;
    }

    List<Finding> findings(int brokerCount) {
        TopicDescription description = brokers.topic(topic);
        if (description == null) {
            return List.of(making.make(topic, AREA, 1, Ledger.CONFIGURATION, DispensableSettings.OF_TOPICS));
        }
        Map<String, String> settings = brokers.settings(ConfigResource.Type.TOPIC, topic);
        List<Finding> findings = new ArrayList<>();
        int partitions = description.partitions().size();
        findings.add(
                partitions == 1
                        ? Finding.ok(AREA, "exists", topic + ", 1 partition")
                        : Finding.ok(
                                AREA,
                                "exists",
                                topic + ", " + partitions + " partitions, of which the relay uses the first"));
        findings.add(access(description));
        findings.addAll(new Replicas(kafka, AREA, topic, brokerCount).findings(description, settings));
        findings.add(retention(settings));
        findings.add(time(settings));
        return findings;
    }

    private Finding access(TopicDescription description) {
        Set<AclOperation> allowed = description.authorizedOperations();
        return allowed == null || allowed.containsAll(NEEDED)
                ? Finding.ok(AREA, "access", "the relay may read, write and trim it")
                : Finding.fail(
                        AREA,
                        "access",
                        "the relay's principal lacks some of the rights " + NEEDED,
                        KafkaCommands.allow(kafka, AREA));
    }

    private Finding time(Map<String, String> settings) {
        return settings.getOrDefault("message.timestamp.type", "").equals("LogAppendTime")
                ? Finding.ok(AREA, "time", "the brokers' own")
                : Finding.warn(
                        AREA,
                        "time",
                        "the brokers reject its records while the relay's clock is more than"
                                + " message.timestamp.after.max.ms ahead, and the relay halts",
                        KafkaCommands.alter(kafka, topic, Map.of("message.timestamp.type", "LogAppendTime")));
    }

    private Finding retention(Map<String, String> settings) {
        String policy = settings.getOrDefault("cleanup.policy", "delete");
        long millis = TopicCheck.number(settings, "retention.ms");
        long bytes = TopicCheck.number(settings, "retention.bytes");
        return policy.equals("delete") && millis < 0 && bytes < 0
                ? Finding.ok(AREA, "retention", "unlimited; the relay itself trims it")
                : Finding.fail(
                        AREA,
                        "retention",
                        "cleanup.policy=" + policy + ", retention.ms=" + millis + ", retention.bytes=" + bytes
                                + ": the brokers drop records that the relay needs",
                        KafkaCommands.alter(kafka, topic, Map.of("cleanup.policy", "delete"))
                                + ",retention.ms=-1,retention.bytes=-1");
    }
}
