package com.everyoneslecture.deployment;

import static com.everyoneslecture.deployment.FullChart.ALL;
import static com.everyoneslecture.deployment.FullChart.configuration;
import static com.everyoneslecture.deployment.FullChart.object;
import static com.everyoneslecture.deployment.FullChart.pod;
import static com.everyoneslecture.deployment.FullChart.service;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The pods of the chart: ports, probes, rights, variables and configuration. */
class ChartPodsTest {

    @ParameterizedTest
    @CsvSource({"relay,8083", "projector,8082", "console,8080"})
    void portsAndProbesAreTheServices(String component, int port) {
        assertThat(Documented.defaultOf(service(component), "server.port")).isEqualTo(String.valueOf(port));
        Tree container = pod(component).at("containers").only();
        assertThat(container.at("ports").only().at("containerPort").value()).isEqualTo(port);
        assertThat(object("Service", component)
                        .at("spec", "ports")
                        .only()
                        .at("port")
                        .value())
                .isEqualTo(port);
        assertThat(container.at("livenessProbe", "httpGet", "path").value()).isEqualTo("/actuator/health/liveness");
        assertThat(container.at("startupProbe", "httpGet", "path").value()).isEqualTo("/actuator/health/liveness");
        assertThat(container.at("readinessProbe", "httpGet", "path").value()).isEqualTo("/actuator/health/readiness");
        // The service has both: the probes are switched on, and no other base path or port is set.
        Tree application = Tree.of(Repository.read((component.equals("console") ? "tools/console" : service(component))
                + "/src/main/resources/application.yaml"));
        assertThat(application
                        .at("management", "endpoint", "health", "probes", "enabled")
                        .value())
                .isEqualTo(true);
        assertThat(application.at("management", "server").isMissing()).isTrue();
        assertThat(application.at("management", "endpoints", "web", "base-path").isMissing())
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"relay", "projector", "console"})
    void podsHaveNoMoreRightsThanTheyNeed(String component) {
        Tree pod = pod(component);
        Tree container = pod.at("containers").only();
        Tree rights = container.at("securityContext");
        assertThat(pod.at("automountServiceAccountToken").value()).isEqualTo(false);
        assertThat(pod.at("enableServiceLinks").value()).isEqualTo(false);
        assertThat(pod.at("securityContext", "runAsNonRoot").value()).isEqualTo(true);
        assertThat(pod.at("securityContext", "seccompProfile", "type").value()).isEqualTo("RuntimeDefault");
        assertThat(rights.at("readOnlyRootFilesystem").value()).isEqualTo(true);
        assertThat(rights.at("allowPrivilegeEscalation").value()).isEqualTo(false);
        assertThat(rights.at("capabilities", "drop").value()).isEqualTo(List.of("ALL"));
        assertThat(container.at("resources", "limits", "memory").isMissing()).isFalse();
        assertThat(container.at("volumeMounts").elements())
                .filteredOn(mount -> !Boolean.TRUE.equals(mount.at("readOnly").value()))
                .extracting(mount -> mount.at("mountPath").text())
                .isSubsetOf("/tmp", "/trust");
        assertThat(object("ServiceAccount", component)
                        .at("automountServiceAccountToken")
                        .value())
                .isEqualTo(false);
    }

    /** OpenShift rejects a pod that chooses its ids. */
    @Test
    void podsLeaveTheirIdsToTheClusterWhereThatIsAsked() {
        String values = "podSecurityContext: {runAsUser: null, runAsGroup: null, fsGroup: null}";
        assertThat(Chart.render(ALL)).contains("runAsUser: 10000", "fsGroup: 10000");
        assertThat(Chart.render(ALL, values))
                .contains("runAsNonRoot: true", "type: RuntimeDefault")
                .doesNotContain("runAsUser", "runAsGroup", "fsGroup");
    }

    @ParameterizedTest
    @ValueSource(strings = {"relay", "projector", "console"})
    void variablesAreSpringBootsAndTheJvmsAndSecretsAreFiles(String component) {
        Tree container = pod(component).at("containers").only();
        assertThat(container.at("env").elements())
                .extracting(variable -> variable.at("name").text())
                .isSubsetOf("SPRING_CONFIG_IMPORT", "JAVA_TOOL_OPTIONS");
        assertThat(container.at("env").elements().get(0).at("value").text())
                .isEqualTo(
                        "file:/etc/%1$s/application.yaml,configtree:/run/secrets/%1$s/".formatted(service(component)));
        assertThat(object("ConfigMap", component).at("data").keys()).containsExactly("application.yaml");
        assertThat(configuration(component).text()).doesNotContainIgnoringCase("password");
        assertThat(Chart.render(ALL)).doesNotContain("kind: Secret");
    }

    /** Writes each configuration under target: {@code .ci/deploy} starts the services with them. */
    @ParameterizedTest
    @ValueSource(strings = {"relay", "projector", "console"})
    void theConfigurationIsTheOneThatTheServicesTry(String component) throws IOException {
        Path directory = Files.createDirectories(Path.of("target", "configuration", service(component)));
        String application =
                object("ConfigMap", component).at("data", "application.yaml").text();
        Files.writeString(directory.resolve("application.yaml"), application);
        assertThat(Tree.of(application).at("server", "address").text()).isEqualTo("0.0.0.0");
    }

    @Test
    void theRelayIsAPairOfWhichOneIsAlwaysReady() {
        Tree deployment = object("Deployment", "relay");
        assertThat(deployment.at("spec", "replicas").value()).isEqualTo(2);
        assertThat(deployment
                        .at("spec", "strategy", "rollingUpdate", "maxUnavailable")
                        .value())
                .isEqualTo(0);
        assertThat(object("Service", "relay")
                        .at("spec", "publishNotReadyAddresses")
                        .value())
                .as("a relay that is not ready reports why")
                .isEqualTo(true);
        assertThat(object("PodDisruptionBudget", "relay")
                        .at("spec", "maxUnavailable")
                        .value())
                .isEqualTo(1);
    }

    @Test
    void theHostsOfTheServicesAreTheirNamesInTheCluster() {
        assertThat(configuration("projector").at("projector", "hosts").value())
                .isEqualTo(List.of(
                        "outbox-projector",
                        "outbox-projector.outbox",
                        "outbox-projector.outbox.svc",
                        "outbox-projector.outbox.svc.cluster.local"));
        assertThat(configuration("relay").at("relay", "operations", "hosts").elements())
                .extracting(Tree::text)
                .contains("outbox-relay", "relay.example");
        assertThat(configuration("console").at("console", "relay-url").text()).isEqualTo("http://outbox-relay:8083");
        assertThat(configuration("console").at("console", "lecture-url").text())
                .isEqualTo("http://outbox-projector:8082");
    }
}
