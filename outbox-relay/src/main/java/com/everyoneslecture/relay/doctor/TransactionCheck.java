package com.everyoneslecture.relay.doctor;

import com.everyoneslecture.outbox.capture.finding.Finding;
import com.everyoneslecture.relay.kafka.KafkaSettings;
import com.everyoneslecture.relay.kafka.ProducerProperties;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.errors.TopicAuthorizationException;

/** Checks whether the brokers support transactions. */
final class TransactionCheck {

    private static final String AREA = "Kafka transactions";
    private static final String TOPIC = "__transaction_state";

    private final Brokers brokers;
    private final KafkaSettings kafka;
    private final Map<String, String> settings;
    private final int brokerCount;

    /** @param settings of a broker; empty if they are not visible */
    TransactionCheck(Brokers brokers, KafkaSettings kafka, Map<String, String> settings, int brokerCount) {
        this.brokers = brokers;
        this.kafka = kafka;
        this.settings = settings;
        this.brokerCount = brokerCount;
    }

    List<Finding> findings(List<String> transactionalIds) {
        List<Finding> findings = new ArrayList<>();
        TopicDescription log;
        try {
            log = brokers.topic(TOPIC);
        } catch (TopicAuthorizationException e) {
            return List.of(Finding.warn(
                    AREA,
                    "log",
                    "not visible to the relay's principal, so some checks are skipped",
                    KafkaCommands.allowOnTopic(kafka, TOPIC, "Describe")));
        }
        findings.add(log == null ? couldMakeLog() : log(log));
        if (!settings.isEmpty()) {
            findings.add(timeout());
        }
        // Without a log, such a request would make the brokers create it.
        if (log != null) {
            transactionalIds.forEach(brokers::checkTransactionalId);
            findings.add(Finding.ok(
                            AREA,
                            "access",
                            "the relay may describe the transactional ids " + String.join(" and ", transactionalIds))
                    .advising(
                            "brokers report only to a producer whether it may use them; if the relay halts because it may not: "
                                    + KafkaCommands.allow(kafka, AREA)));
        }
        return findings;
    }

    private Finding couldMakeLog() {
        long factor = TopicCheck.number(settings, "transaction.state.log.replication.factor");
        return factor <= brokerCount
                ? Finding.ok(AREA, "log", "does not exist yet; the first transaction creates it")
                : Finding.fail(
                        AREA,
                        "log",
                        "the first transaction creates it with " + factor + " replicas, and there are " + brokerCount
                                + " brokers",
                        "transaction.state.log.replication.factor=" + brokerCount
                                + " in every broker's configuration; then restart it");
    }

    private Finding log(TopicDescription log) {
        long minInSync = TopicCheck.number(settings, "transaction.state.log.min.isr");
        long behind = log.partitions().stream()
                .filter(partition -> partition.isr().size() < minInSync)
                .count();
        return behind == 0
                ? Finding.ok(AREA, "log", log.partitions().size() + " partitions, enough replicas in sync")
                : Finding.fail(
                        AREA,
                        "log",
                        behind + " of " + log.partitions().size() + " partitions have fewer than " + minInSync
                                + " replicas in sync: no transaction commits",
                        "transaction.state.log.min.isr=1 in every broker's configuration, if there is only one broker;"
                                + " otherwise start those that are down");
    }

    private Finding timeout() {
        String check = "transaction.max.timeout.ms";
        long most = TopicCheck.number(settings, check);
        return most >= ProducerProperties.TRANSACTION_TIMEOUT_MILLIS
                ? Finding.ok(AREA, check, String.valueOf(most))
                : Finding.fail(
                        AREA,
                        check,
                        most + " is less than the relay's " + ProducerProperties.TRANSACTION_TIMEOUT_MILLIS,
                        check + "=900000 in every broker's configuration; then restart it");
    }
}
