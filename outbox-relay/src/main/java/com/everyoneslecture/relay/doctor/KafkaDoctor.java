package com.everyoneslecture.relay.doctor;

import com.everyoneslecture.outbox.capture.finding.Finding;
import com.everyoneslecture.outbox.retry.CertificateFailure;
import com.everyoneslecture.outbox.retry.Decision.Halt;
import com.everyoneslecture.relay.kafka.KafkaSettings;
import com.everyoneslecture.relay.kafka.RelayNames;
import com.everyoneslecture.relay.kafka.TopicSettings;
import com.everyoneslecture.relay.routing.Routes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;

/** Runs all checks of Kafka. */
final class KafkaDoctor {

    private static final String AREA = "brokers";
    private static final String REACHABLE = "reachable";

    private final KafkaSettings kafka;
    private final TopicSettings topics;
    private final Routes routes;
    private final RelayNames names;

    /** Creates the checks without a connection. */
    KafkaDoctor(KafkaSettings kafka, TopicSettings topics, Routes routes, RelayNames names) {
        this.kafka = kafka;
        this.topics = topics;
        this.routes = routes;
        this.names = names;
    }

    /**
     * Returns the result of each check. Unreachable brokers are a finding, too.
     *
     * @param payloadBytes the size of the largest payload that the outbox accepts; empty if there is no limit
     */
    List<Finding> findings(OptionalLong payloadBytes) {
        try (Brokers brokers = new Brokers(kafka)) {
            int count = brokers.nodes().size();
            List<Finding> findings = new ArrayList<>();
            findings.add(Finding.ok(AREA, REACHABLE, kafka.bootstrapServers() + ", " + count + " in the cluster"));
            Map<String, String> settings = brokerSettings(brokers, findings);
            TopicMaking making =
                    new TopicMaking(brokers, kafka, topics, topic -> routes.topic(topic, topics), settings);
            for (String topic : new TreeSet<>(routes.configuredTopics())) {
                TopicCheck check = new TopicCheck(brokers, making, kafka, topic, count);
                findings.addAll(asked("topic " + topic, () -> check.findings(payloadBytes)));
                String deadLetters = topic + ".DLT";
                findings.addAll(asked("topic " + deadLetters, () -> making.deadLetters(deadLetters)));
            }
            findings.addAll(
                    asked("ledger", () -> new LedgerCheck(brokers, making, kafka, names.ledger()).findings(count)));
            findings.addAll(asked(
                    "Kafka transactions",
                    () -> new TransactionCheck(brokers, kafka, settings, count).findings(names.transactionalIds())));
            return findings;
        } catch (KafkaException e) {
            return List.of(unreachable(e));
        }
    }

    /** Returns whether a finding is that no broker answers. */
    static boolean isUnreachable(Finding finding) {
        return finding.status() == Finding.Status.FAIL
                && finding.area().equals(AREA)
                && finding.check().equals(REACHABLE);
    }

    private Map<String, String> brokerSettings(Brokers brokers, List<Finding> findings) {
        try {
            String id = brokers.nodes().iterator().next().idString();
            return brokers.settings(ConfigResource.Type.BROKER, id);
        } catch (AuthorizationException e) {
            findings.add(Finding.warn(
                    AREA,
                    "settings",
                    "not visible to the relay's principal, so some checks are skipped",
                    KafkaCommands.allow(kafka, AREA)));
            return Map.of();
        }
    }

    private List<Finding> asked(String area, Supplier<List<Finding>> question) {
        try {
            return question.get();
        } catch (AuthorizationException e) {
            return List.of(
                    Finding.fail(area, "access", String.valueOf(e.getMessage()), KafkaCommands.allow(kafka, area)));
        } catch (KafkaException e) {
            return List.of(Finding.fail(area, "answers", String.valueOf(e.getMessage()), null)
                    .advising("check the brokers' logs"));
        }
    }

    private Finding unreachable(KafkaException failure) {
        Halt certificate = CertificateFailure.decide(failure);
        if (certificate != null) {
            return Finding.fail(AREA, REACHABLE, kafka.bootstrapServers() + ": " + certificate.cause(), null)
                    .advising(certificate.remedy());
        }
        // The cause contains the reason if a client rejects its configuration.
        Throwable reason = failure.getCause() instanceof KafkaException cause ? cause : failure;
        Finding finding = Finding.fail(AREA, REACHABLE, kafka.bootstrapServers() + ": " + reason.getMessage(), null);
        return finding.advising(
                failure instanceof AuthenticationException
                        ? "correct the credentials in relay.kafka.properties"
                        : "start the brokers, or correct relay.kafka.bootstrap-servers and relay.kafka.properties");
    }
}
