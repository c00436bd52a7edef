package com.everyoneslecture.relay.doctor;

import com.everyoneslecture.outbox.capture.finding.Finding;
import com.everyoneslecture.relay.kafka.KafkaSettings;
import com.everyoneslecture.relay.kafka.ProducerProperties;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.config.ConfigResource;

/** Checks a topic of events. */
final class TopicCheck {

    /** A generous estimate for key, headers and the record's own fields, in bytes. */
    private static final long OVERHEAD_BYTES = 4_096;

    private final Brokers brokers;
    private final TopicMaking making;
    private final KafkaSettings kafka;
    private final String topic;
    private final String area;
    private final int brokerCount;

    TopicCheck(Brokers brokers, TopicMaking making, KafkaSettings kafka, String topic, int brokerCount) {
        this.brokers = brokers;
        this.making = making;
        this.kafka = kafka;
        this.topic = topic;
        this.area = "topic " + topic;
        this.brokerCount = brokerCount;
    }

    List<Finding> findings(OptionalLong payloadBytes) {
        TopicDescription description = brokers.topic(topic);
        if (description == null) {
            return List.of(making.events(topic));
        }
        Map<String, String> settings = brokers.settings(ConfigResource.Type.TOPIC, topic);
        List<Finding> findings = new ArrayList<>();
        findings.add(Finding.ok(area, "exists", description.partitions().size() + " partitions"));
        findings.add(TopicAccess.of(kafka, area, description));
        findings.addAll(new Replicas(kafka, area, topic, brokerCount).findings(description, settings));
        findings.add(size(payloadBytes, number(settings, "max.message.bytes")));
        findings.add(producer(payloadBytes));
        findings.add(cleanup(settings.getOrDefault("cleanup.policy", "delete")));
        findings.add(retention(number(settings, "retention.ms"), number(settings, "retention.bytes")));
        findings.add(times(settings));
        return findings;
    }

    private Finding size(OptionalLong payloadBytes, long maxMessageBytes) {
        String check = "max.message.bytes";
        if (payloadBytes.isEmpty()) {
            return Finding.warn(
                            area,
                            check,
                            maxMessageBytes
                                    + ", and nothing bounds the outbox's payloads: an event can be too large for it",
                            null)
                    .advising("add a constraint check (octet_length(payload) <= 524288) to the outbox");
        }
        long needed = payloadBytes.getAsLong() + OVERHEAD_BYTES;
        return maxMessageBytes >= needed
                ? Finding.ok(area, check, maxMessageBytes + ", payloads are bounded to " + payloadBytes.getAsLong())
                : Finding.fail(
                        area,
                        check,
                        maxMessageBytes + " is less than the largest payload that the outbox takes ("
                                + payloadBytes.getAsLong() + ") and its headers",
                        KafkaCommands.alter(kafka, topic, Map.of(check, needed)));
    }

    private Finding producer(OptionalLong payloadBytes) {
        long size = ProducerProperties.maximumRecordBytes(kafka);
        long needed = payloadBytes.orElse(0) + OVERHEAD_BYTES;
        return size >= needed
                ? Finding.ok(area, "max.request.size", size + " of the relay's producer")
                : Finding.fail(
                                area,
                                "max.request.size",
                                size + " of the relay's producer is less than the largest payload and its headers",
                                "RELAY_KAFKA_PROPERTIES_MAX_REQUEST_SIZE=" + needed)
                        .advising("set relay.kafka.properties.max.request.size");
    }

    private Finding cleanup(String policy) {
        return policy.contains("compact")
                ? Finding.warn(
                        area,
                        "cleanup.policy",
                        policy + ": the brokers drop every event but the last of its aggregate",
                        KafkaCommands.alter(kafka, topic, Map.of("cleanup.policy", "delete")))
                : Finding.ok(area, "cleanup.policy", policy);
    }

    private Finding retention(long millis, long bytes) {
        if (millis < 0 && bytes < 0) {
            return Finding.ok(area, "retention", "unlimited");
        }
        return Finding.warn(
                area,
                "retention",
                "retention.ms=" + millis + ", retention.bytes=" + bytes
                        + ": a rebuilt read model lacks the oldest events, and `verify` cannot check them",
                KafkaCommands.alter(kafka, topic, Map.of("retention.ms", -1)) + ",retention.bytes=-1");
    }

    private Finding times(Map<String, String> settings) {
        String after = "message.timestamp.after.max.ms";
        String before = "message.timestamp.before.max.ms";
        long unbounded = Long.MAX_VALUE;
        boolean anyTime = settings.getOrDefault("message.timestamp.type", "").equals("LogAppendTime");
        return anyTime || (number(settings, after) == unbounded && number(settings, before) == unbounded)
                ? Finding.ok(area, "message.timestamp", "any time is accepted")
                : Finding.warn(
                        area,
                        "message.timestamp",
                        after + "=" + number(settings, after) + ", " + before + "=" + number(settings, before)
                                + ": an event outside of this range is rejected; one wrong clock is enough",
                        KafkaCommands.alter(kafka, topic, Map.of(after, unbounded)) + "," + before + "=" + unbounded);
    }

    static long number(Map<String, String> settings, String name) {
        return Long.parseLong(settings.getOrDefault(name, "-1"));
    }
}
