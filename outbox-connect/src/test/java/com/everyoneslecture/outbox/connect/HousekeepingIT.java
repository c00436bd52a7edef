package com.everyoneslecture.outbox.connect;

import static org.assertj.core.api.Assertions.assertThat;

import com.everyoneslecture.localstack.process.FreePort;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The tasks of the connector besides the stream of events: partitions, the watch of the slot, and metrics. */
@Tag("long")
@Timeout(300)
class HousekeepingIT {

    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final ConnectorFixture fixture = new ConnectorFixture();
    private final OutboxRows outbox = fixture.outbox();

    @AfterEach
    void dropSlot() {
        fixture.dropSlot();
    }

    @Test
    @SuppressWarnings("BanJNDI") // The process is the one that this test has started.
    void looksAfterPartitionsAndHasMetricsAlsoAfterARestartOfTheTask() throws Exception {
        int port = FreePort.any();
        Map<String, String> configuration = fixture.configuration();
        configuration.put("relay.retention.days-ahead", "20");
        configuration.put("relay.retention.interval", "1s");
        try (ConnectWorker worker = fixture.worker(Map.of(), managed(port)).awaitServing();
                TopicRecords records = fixture.records()) {
            worker.create(fixture.connector(), configuration);
            outbox.append("a");
            records.await(outbox.committed());

            awaitPartition(20);
            try (JMXConnector connection = JMXConnectorFactory.connect(
                    new JMXServiceURL("service:jmx:rmi:///jndi/rmi://127.0.0.1:" + port + "/jmxrmi"))) {
                MBeanServerConnection beans = connection.getMBeanServerConnection();
                awaitMetric(beans, "relay-slot-active", 1);
                awaitMetric(beans, "relay-events-published", 1);

                worker.send("POST", "/connectors/" + fixture.connector() + "/tasks/0/restart");
                awaitMetric(beans, "relay-events-published", 0);
                outbox.append("a");
                records.assertExactlyOnceInOrder(outbox);
                awaitMetric(beans, "relay-events-published", 1);
            }
        }
    }

    private static List<String> managed(int port) {
        return List.of(
                "-Dcom.sun.management.jmxremote.host=127.0.0.1",
                "-Djava.rmi.server.hostname=127.0.0.1",
                "-Dcom.sun.management.jmxremote.port=" + port,
                "-Dcom.sun.management.jmxremote.rmi.port=" + port,
                "-Dcom.sun.management.jmxremote.authenticate=false",
                "-Dcom.sun.management.jmxremote.ssl=false");
    }

    private void awaitPartition(int daysAhead) {
        String day = LocalDate.now(ZoneOffset.UTC).plusDays(daysAhead).format(DateTimeFormatter.BASIC_ISO_DATE);
        outbox.awaitTrue("select to_regclass('outbox_" + day + "') is not null");
    }

    private static void awaitMetric(MBeanServerConnection beans, String name, double expected) {
        Awaitility.await(name)
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(sum(beans, name)).isEqualTo(expected));
    }

    /** Returns the sum over all tags; negative if there is no such metric. */
    private static double sum(MBeanServerConnection beans, String name) throws Exception {
        double sum = 0;
        boolean found = false;
        Set<ObjectName> plugins = beans.queryNames(new ObjectName("kafka.connect:type=plugins,*"), null);
        for (ObjectName plugin : plugins) {
            for (var attribute : beans.getMBeanInfo(plugin).getAttributes()) {
                if (attribute.getName().equals(name)) {
                    found = true;
                    sum += ((Number) beans.getAttribute(plugin, name)).doubleValue();
                }
            }
        }
        return found ? sum : -1;
    }
}
