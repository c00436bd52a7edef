package com.everyoneslecture.relay.doctor;

import com.everyoneslecture.outbox.capture.Connector;
import com.everyoneslecture.outbox.capture.finding.Finding;
import com.everyoneslecture.outbox.capture.jdbc.Database;
import com.everyoneslecture.outbox.capture.jdbc.DatabaseSettings;
import com.everyoneslecture.outbox.capture.slot.SlotSettings;
import com.everyoneslecture.relay.kafka.KafkaSettings;
import com.everyoneslecture.relay.kafka.RelayNames;
import com.everyoneslecture.relay.kafka.TopicSettings;
import com.everyoneslecture.relay.routing.Routes;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Runs all checks of both servers. */
public final class Doctor {

    private static final String ON_CONNECT = "wal: the connector on Kafka Connect reads the slot";

    private final DatabaseSettings database;
    private final SlotSettings slot;
    private final Connector capture;
    private final KafkaDoctor kafka;
    private final LedgerEvidence ledger;
    private final RoutesCheck routes;
    private final @Nullable ConnectorCheck connector;

    /** Creates the checks without a connection. */
    public Doctor(
            DatabaseSettings database,
            SlotSettings slot,
            Connector capture,
            KafkaSettings kafka,
            TopicSettings topics,
            Routes routes) {
        this(database, slot, capture, kafka, topics, routes, null);
    }

    /**
     * Creates the checks without a connection.
     *
     * @param connector the check of the connector that runs the relay; null if outbox-relay runs it
     */
    public Doctor(
            DatabaseSettings database,
            SlotSettings slot,
            Connector capture,
            KafkaSettings kafka,
            TopicSettings topics,
            Routes routes,
            @Nullable ConnectorCheck connector) {
        this.connector = connector;
        this.database = database;
        this.slot = slot;
        this.capture = capture;
        this.routes = new RoutesCheck(routes, new Database(database), slot, Clock.systemUTC());
        this.ledger = new LedgerEvidence(new Database(database), slot, kafka);
        this.kafka = new KafkaDoctor(kafka, topics, routes, RelayNames.of(slot.name(), kafka));
    }

    /** Returns the result of each check, the database's first. */
    public List<Finding> findings() {
        // On Kafka Connect it is always the relay's own reader.
        Connector reader = connector == null ? capture : Connector.WAL;
        List<Finding> findings =
                new ArrayList<>(new DatabaseDoctor(database, slot, reader, Clock.systemUTC()).findings());
        findings.add(Finding.ok("slot", "capture", connector == null ? described(capture) : ON_CONNECT));
        if (connector != null) {
            findings.addAll(connector.findings());
        }
        findings.addAll(routes.findings());
        List<Finding> ofKafka = kafka.findings(PayloadLimit.of(new Database(database), slot));
        findings.addAll(ofKafka);
        // A second client would wait for unreachable brokers as long as the first one did.
        if (ofKafka.stream().noneMatch(KafkaDoctor::isUnreachable)) {
            findings.addAll(ledger.findings());
        }
        return byArea(findings);
    }

    /** Names the capture by the value of its setting, because the doctor does not query a running relay. */
    private static String described(Connector capture) {
        return capture.text() + " by relay.capture.connector: "
                + switch (capture) {
                    case DEBEZIUM -> "Debezium's PostgreSQL connector reads the slot";
                    case WAL -> "the relay's own reader reads the slot";
                };
    }

    /** Returns the findings grouped by area, in the order in which each area first occurred. */
    private static List<Finding> byArea(List<Finding> findings) {
        Map<String, List<Finding>> areas = new LinkedHashMap<>();
        findings.forEach(finding ->
                areas.computeIfAbsent(finding.area(), area -> new ArrayList<>()).add(finding));
        return areas.values().stream().flatMap(List::stream).toList();
    }
}
