package com.everyoneslecture.deployment;

import static com.everyoneslecture.deployment.FullChart.ALL;
import static com.everyoneslecture.deployment.FullChart.object;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The network policies of the chart. */
class ChartNetworkTest {

    @Test
    void theConsoleReachesTheProviderThatItsUsersLogInWith() {
        String provider =
                "console: {configuration: {spring: {security: {oauth2: {client: {registration: {a: {client-id: b}}}}}}}}";

        assertThat(egressOfTheConsole(ALL)).doesNotContain("443");
        assertThat(egressOfTheConsole(ALL, provider)).contains("443");
    }

    @Test
    void egressToTheCollectorIsAllowedWhereItIsConfigured() {
        String endpoint = "http://collector:4318/v1/traces";
        String exported =
                "{configuration: {management: {opentelemetry: {tracing: {export: {otlp: {endpoint: \"%s\"}}}}}}}"
                        .formatted(endpoint);
        String values = "{relay: %s, projector: %s, networkPolicy: {traces: {ports: [4318], to: []}}}"
                .formatted(exported, exported);

        assertThat(Chart.objects(values).stream()
                        .filter(object -> object.at("kind").text().equals("ConfigMap"))
                        .map(map -> map.at("data", "application.yaml").text()))
                .hasSize(2)
                .allMatch(text -> text.contains(endpoint));
        assertThat(egressPorts(values)).hasSize(2).allMatch(ports -> ports.contains(4318));
        assertThat(egressPorts("{}")).hasSize(2).noneMatch(ports -> ports.contains(4318));
    }

    @Test
    void anEmptyListAdmitsNoPeer() {
        List<Tree> policies = Chart.objects("networkPolicy: {metricsFrom: []}").stream()
                .filter(object -> object.at("kind").text().equals("NetworkPolicy"))
                .toList();
        assertThat(policies).hasSize(2).allSatisfy(policy -> {
            assertThat(policy.at("spec", "policyTypes").value()).isEqualTo(List.of("Ingress", "Egress"));
            assertThat(policy.at("spec", "ingress").isMissing()).isTrue();
        });
    }

    @Test
    void aJobReachesWhatTheRelayReachesAndTakesNoRequests() {
        Tree job = Chart.objects("relay: {command: [verify, --json]}").stream()
                .filter(object -> object.at("kind").text().equals("Job"))
                .findFirst()
                .orElseThrow();
        Tree template = job.at("spec", "template");
        Tree component = template.at("metadata", "labels", "app.kubernetes.io/component");
        assertThat(component.text()).isEqualTo("relay-command");
        Tree expression = object("NetworkPolicy", "relay")
                .at("spec", "podSelector", "matchExpressions")
                .only();
        assertThat(expression.at("values").elements()).extracting(Tree::text).contains("relay", "relay-command");
        assertThat(object("Service", "relay")
                        .at("spec", "selector", "app.kubernetes.io/component")
                        .text())
                .isEqualTo("relay");
        Tree container = template.at("spec", "containers").only();
        assertThat(container.at("args").value()).isEqualTo(List.of("verify", "--json"));
        assertThat(container.at("livenessProbe").isMissing()).isTrue();
        assertThat(KubernetesSchema.problems(job)).isEmpty();
    }

    /** In a namespace that denies by default, they would fail otherwise, before any policy of the release exists. */
    @ParameterizedTest
    @ValueSource(strings = {"category", "lecture"})
    void theMigrationsReachTheirDatabase(String database) {
        Tree policy = object("NetworkPolicy", database + "-migrations");
        Tree job = object("Job", database + "-migrations");

        assertThat(policy.at("spec", "podSelector", "matchLabels").value())
                .isEqualTo(job.at("spec", "template", "metadata", "labels").value());
        assertThat(policy.at("spec", "policyTypes").value()).isEqualTo(List.of("Ingress", "Egress"));
        assertThat(policy.at("spec", "ingress").isMissing()).isTrue();
        assertThat(policy.at("spec", "egress").elements()).hasSize(2).last().satisfies(rule -> {
            assertThat(rule.at("ports").elements())
                    .extracting(port -> port.at("port").text())
                    .containsExactly("5432", "6432");
            assertThat(rule.at("to").only().at("ipBlock", "cidr").text()).isEqualTo("10.0.0.0/8");
        });
    }

    @Test
    void thePolicyOfTheMigrationsIsAHookLikeThem() {
        String hooked = "migrations: {annotations: {argocd.argoproj.io/hook: PreSync}}";

        assertThat(Chart.objects(ALL, hooked).stream()
                        .filter(object -> object.at("metadata", "name").text().endsWith("-migrations")))
                .hasSize(4)
                .allMatch(object -> object.at("metadata", "annotations", "argocd.argoproj.io/hook")
                        .text()
                        .equals("PreSync"));
        assertThat(Chart.objects(ALL, "networkPolicy: {enabled: false}"))
                .noneMatch(object -> object.at("kind").text().equals("NetworkPolicy"));
        assertThatThrownBy(() ->
                        Chart.render(ALL, "migrations: {lecture: {url: 'jdbc:postgresql://lecture-db:5433/lecture'}}"))
                .hasMessageContaining(
                        "networkPolicy.postgresql.ports lacks 5433, the port of lecture-db:5433 in migrations.lecture.url");
    }

    @Test
    void theConsoleReachesTheWorkersOfKafkaConnectAndTheConsumersThatItAsks() {
        String asked = "console: {configuration: {console: {connect-urls: ['http://connect:8084'],"
                + " inboxes: {orders: {url: 'http://orders:8090/actuator/inbox'}}}}}";
        String ports = "networkPolicy: {connect: {ports: [8084]}, inboxes: {ports: [8090]}}";

        assertThat(egressOfTheConsole(ALL, ports)).doesNotContain("8084", "8090");
        assertThat(egressOfTheConsole(ALL, asked, ports)).contains("8084", "8090");
        assertThatThrownBy(() -> Chart.render(ALL, asked))
                .hasMessageContaining(
                        "networkPolicy.connect.ports lacks 8084, the port of connect:8084 in console.connect-urls");
        assertThat(Chart.render(ALL, asked, "networkPolicy: {enabled: false}")).contains("http://connect:8084");
    }

    /** Packets would be dropped, and the service would wait for ever. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "relay: {database: {url: 'jdbc:postgresql://a:5432,[::1]:6432/shop?options=a,b'}}"
                        + "|postgresql.ports lacks 6432, the port of [::1]:6432 in relay.database.url",
                "relay: {kafka: {bootstrap-servers: 'a:9092,b:9093'}}"
                        + "|kafka.ports lacks 9093, the port of b:9093 in relay.kafka.bootstrap-servers",
                "management: {opentelemetry: {tracing: {export: {otlp: {endpoint: 'http://collector:4318/v1/traces'}}}}}"
                        + "|traces.ports lacks 4318, the port of collector:4318 in management.opentelemetry",
            })
    void refusesAnAddressThatTheNetworkPolicyDenies(String configuration, String problem) {
        String values = "relay: {configuration: {" + configuration + "}}";
        assertThatThrownBy(() -> Chart.render(values)).hasMessageContaining("networkPolicy." + problem);
        assertThat(Chart.render(values, "networkPolicy: {enabled: false}")).contains("kind: Deployment");
    }

    @Test
    void knowsThePortsOfAddressesWithOtherProtocols() {
        String configuration =
                "relay: {configuration: {relay: {database: {url: 'jdbc:aws-wrapper:postgresql://h:5433/db'},"
                        + " kafka: {bootstrap-servers: 'SASL_SSL://b:9094'}}}}";
        assertThat(
                        Chart.render(
                                configuration,
                                "networkPolicy: {postgresql: {ports: [5432, 5433], to: []}, kafka: {ports: [9092, 9094], to: []}}"))
                .contains("SASL_SSL://b:9094");
    }

    @Test
    void refusesAnAddressOfTheConsoleThatTheNetworkPolicyDenies() {
        assertThatThrownBy(() -> Chart.render(
                        ALL, "console: {configuration: {console: {category-url: 'https://categories.example'}}}"))
                .hasMessageContaining("networkPolicy.category.ports lacks 443, the port of categories.example");
        assertThatThrownBy(() -> Chart.render(
                        ALL,
                        "console: {configuration: {spring: {security: {oauth2: {client: {registration: {a: {client-id: b}},"
                                + " provider: {a: {issuer-uri: 'https://login:8443/realm'}}}}}}}}"))
                .hasMessageContaining("networkPolicy.login.ports lacks 8443");
    }

    @Test
    void reachesTheServersOfNames() {
        assertThat(egressPorts("networkPolicy: {dns: {ports: [5353]}}"))
                .allMatch(ports -> ports.contains(5353) && !ports.contains(53));
        assertThat(egressPorts("{}")).allMatch(ports -> ports.contains(53));
    }

    @Test
    void doctorReachesTheWorkersOfKafkaConnect() {
        assertThat(egressPorts("networkPolicy: {connect: {ports: [8084]}}"))
                .filteredOn(ports -> ports.contains(8084))
                .hasSize(1);
    }

    private static String egressOfTheConsole(String... values) {
        return Chart.objects(values).stream()
                .filter(object -> object.at("kind").text().equals("NetworkPolicy")
                        && object.at("metadata", "name").text().equals("outbox-console"))
                .findFirst()
                .orElseThrow()
                .at("spec", "egress")
                .text();
    }

    /** Returns the ports of the egress rules of each policy. */
    private static List<List<Object>> egressPorts(String values) {
        return Chart.objects(values).stream()
                .filter(object -> object.at("kind").text().equals("NetworkPolicy"))
                .map(policy -> policy.at("spec", "egress").elements().stream()
                        .flatMap(rule -> rule.at("ports").elements().stream())
                        .map(port -> (Object) Integer.valueOf(port.at("port").text()))
                        .toList())
                .toList();
    }
}
