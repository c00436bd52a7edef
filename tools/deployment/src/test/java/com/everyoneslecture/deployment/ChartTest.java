package com.everyoneslecture.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.marcnuri.helm.LintResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The chart, rendered by Helm itself. */
class ChartTest {

    /** Everything that can be switched on. */
    private static final String ALL = """
            relay:
              configuration: {relay: {operations: {enabled: true, hosts: [relay.example]}}}
              javaToolOptions: -Xlog:gc
              nodeSelector: {disk: fast}
              tolerations: [{key: dedicated, operator: Exists}]
              extraVolumes: [{name: trust, secret: {secretName: trust}}]
              extraVolumeMounts: [{name: trust, mountPath: /trust}]
            console:
              enabled: true
              configuration:
                console:
                  category-url: http://category-app:8081
                  kafka: {bootstrap-servers: kafka:9092}
                  category-database: {url: jdbc:postgresql://category-db/category}
                  lecture-database: {url: jdbc:postgresql://lecture-db/lecture}
            migrations:
              # What Helm is asked for here is without its hooks.
              annotations: {helm.sh/hook: null, helm.sh/hook-delete-policy: null}
              category: {url: "jdbc:postgresql://category-db/category"}
              lecture: {url: "jdbc:postgresql://lecture-db/lecture"}
            networkPolicy:
              consoleFrom: [{podSelector: {matchLabels: {app: proxy}}}]
              postgresql: {ports: [5432, 6432], to: [{ipBlock: {cidr: 10.0.0.0/8}}]}
            serviceMonitor: {enabled: true, labels: {release: prometheus}}
            prometheusRule: {enabled: true, runbooks: "https://runbooks.example/"}
            imagePullSecrets: [{name: pull}]
            commonLabels: {team: shop}
            """;

    private static final Map<String, String> SERVICES =
            Map.of("relay", "outbox-relay", "projector", "lecture-projector", "console", "console");

    @Test
    void helmFindsNothingToCriticize() {
        LintResult result = Chart.lint();
        assertThat(result.isFailed()).as("%s", result.getMessages()).isFalse();
        assertThat(result.getMessages()).noneMatch(message -> message.contains("WARNING") || message.contains("ERROR"));
    }

    @Test
    void everyObjectIsOneOfTheKubernetesApi() {
        List<Tree> ours = Chart.objects(ALL).stream()
                .filter(object -> !object.at("apiVersion").text().startsWith("monitoring.coreos.com/"))
                .toList();
        assertThat(ours)
                .hasSize(20)
                .allSatisfy(
                        object -> assertThat(KubernetesSchema.problems(object)).isEmpty());
    }

    @Test
    void aFieldThatDoesNotExistIsAProblem() {
        Tree wrong = Tree.of("{apiVersion: v1, kind: Service, metadata: {name: a}, spec: {sessionAfinity: ClientIP}}");
        assertThat(KubernetesSchema.problems(wrong)).isNotEmpty();
    }

    @Test
    void theConfigurationTakesTheKeysOfTheReferenceAndNoOthers() {
        Tree schema = Tree.of(Repository.read(Chart.DIRECTORY + "/values.schema.json"));
        SERVICES.forEach((component, service) -> {
            Set<String> keys = new TreeSet<>();
            collect(schema.at("properties", component, "properties", "configuration"), "", keys);
            keys.removeAll(Set.of("logging", "management"));
            Set<String> documented = Documented.keys(service).stream()
                    // Secrets hold passwords. Demonstration mode listens on loopback only.
                    .filter(key -> !key.endsWith(".password") && !key.startsWith("console.demonstration."))
                    .map(key -> key.replaceAll("\\.\\*$", ""))
                    .filter(key -> !Set.of("relay.routes", "relay.channels", "console.inboxes")
                            .contains(key))
                    .collect(Collectors.toCollection(TreeSet::new));
            assertThat(keys).as("keys of %s in values.schema.json", service).isEqualTo(documented);
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "relay: {configuration: {relay: {databse: {url: x}}}}",
                "relay: {configuration: {relay: {database: {password: x}}}}",
                "relay: {configuration: {relay: {kafka: {properties: {sasl.jaas.config: x}}}}}",
                "relay: {configuration: {relay: {kafka: {properties: {ssl.truststore.password: x}}}}}",
                "relay: {configuration: {relay: {retention: {maximum-age: 30 days}}}}",
                "relay: {configuration: {relay: {capture: {connector: kafka}}}}",
                "relay: {replicas: two}",
                "relay: {secret: ''}",
                "projector: {configuration: {spring: {datasource: {password: x}}}}",
                "console: {configuration: {console: {login: {users: {alice: {password: x}}}}}}",
                "console: {configuration: {console: {proxy: {addresses: [proxy.example]}}}}",
                "console: {configuration: {spring: {security: {oauth2: {client: {registration: {a: {client-secret: x}}}}}}}}",
                "networkPolicy: {prometheus: []}"
            })
    void helmRejectsAWrongValue(String values) {
        assertThatThrownBy(() -> Chart.render(values)).hasMessageContaining("values don't meet the specifications");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "relay: {configuration: {relay: {database: {url: ''}}}}",
                "projector: {configuration: {spring: {datasource: {url: ''}}}}",
                "console: {enabled: true}"
            })
    void helmRequiresTheAddresses(String values) {
        assertThatThrownBy(() -> Chart.render(values)).hasMessageContaining("is required");
    }

    @Test
    void theConsoleReachesTheProviderThatItsUsersLogInWith() {
        String provider =
                "console: {configuration: {spring: {security: {oauth2: {client: {registration: {a: {client-id: b}}}}}}}}";

        assertThat(egressOfTheConsole(ALL)).doesNotContain("443");
        assertThat(egressOfTheConsole(ALL, provider)).contains("443");
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

    @Test
    void aPartThatIsSwitchedOffLeavesNothing() {
        assertThat(Chart.objects("relay: {enabled: false}"))
                .isNotEmpty()
                .noneMatch(object -> object.at("metadata", "name").text().contains("relay"));
        assertThat(Chart.objects("{networkPolicy: {enabled: false}, podDisruptionBudget: {enabled: false}}"))
                .extracting(object -> object.at("kind").text())
                .containsOnly("ConfigMap", "Deployment", "Service", "ServiceAccount");
    }

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

    /** The variables are those of Docker Compose, where the same program runs. */
    @ParameterizedTest
    @ValueSource(strings = {"category", "lecture"})
    void migrationsRunBeforeTheServices(String database) {
        Tree job = object("Job", database + "-migrations");
        Tree values = Tree.of(Repository.read(Chart.DIRECTORY + "/values.yaml"));
        assertThat(values.at("migrations", "annotations", "helm.sh/hook").text())
                .isEqualTo("pre-install,pre-upgrade");
        Tree container = job.at("spec", "template", "spec", "containers").only();
        Tree compose = Tree.of(Repository.read("docker-compose.yml")).at("services", database + "-migrations");
        assertThat(container.at("env").elements())
                .extracting(variable -> variable.at("name").text())
                .containsExactlyInAnyOrderElementsOf(compose.at("environment").keys());
        assertThat(container.at("args").elements())
                .extracting(Tree::text)
                .containsExactlyElementsOf(compose.at("command").elements().stream()
                        .map(Tree::text)
                        .toList());
        assertThat(container.at("securityContext", "readOnlyRootFilesystem").value())
                .isEqualTo(true);
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
    void theValuesOfTheDocumentationRender() {
        String page = Repository.read("docs/deployment.md");
        Matcher values =
                Pattern.compile("(?ms)^   ```yaml\n(   relay:.*?)^   ```$").matcher(page);
        assertThat(values.find()).isTrue();
        assertThat(Chart.objects(values.group(1).replaceAll("(?m)^   ", "")))
                .extracting(object -> object.at("kind").text())
                .contains("Deployment");
        assertThat(Repository.read("deploy/observability/alerts.yml").split("- alert:", -1))
                .as("the number of rules that docs/deployment.md names, and one")
                .hasSize(31);
        assertThat(page).contains("30 rules");
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

    @Test
    void theRulesOfTheChartAreTheAlerts() {
        Generated.requireCurrent(
                Chart.DIRECTORY + "/files/alerts.yml", Repository.read("deploy/observability/alerts.yml"));
        Tree rule = Chart.objects(ALL).stream()
                .filter(object -> object.at("kind").text().equals("PrometheusRule"))
                .findFirst()
                .orElseThrow();
        Tree alerts = Tree.of(Repository.read("deploy/observability/alerts.yml"));
        assertThat(rule.at("spec", "groups").elements())
                .hasSameSizeAs(alerts.at("groups").elements());
        Tree first = rule.at("spec", "groups")
                .elements()
                .get(0)
                .at("rules")
                .elements()
                .get(0);
        assertThat(first.at("annotations", "runbook_url").text())
                .isEqualTo("https://runbooks.example/runbook.md#outboxrelayabsent");
    }

    private static String service(String component) {
        return Objects.requireNonNull(SERVICES.get(component));
    }

    private static Tree pod(String component) {
        return object("Deployment", component).at("spec", "template", "spec");
    }

    private static Tree configuration(String component) {
        return Tree.of(
                object("ConfigMap", component).at("data", "application.yaml").text());
    }

    private static Tree object(String kind, String component) {
        return Chart.objects(ALL).stream()
                .filter(object -> object.at("kind").text().equals(kind)
                        && object.at("metadata", "name").text().equals("outbox-" + component))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no " + kind + " of " + component));
    }

    /** Writes the keys that a schema admits as the reference does: {@code a.b}, {@code a[0].b}, {@code a.*.b}. */
    private static void collect(Tree schema, String path, Set<String> keys) {
        List<String> names = new ArrayList<>(schema.at("properties").keys());
        Tree items = schema.at("items");
        Tree others = schema.at("additionalProperties");
        if (!names.isEmpty()) {
            names.forEach(
                    name -> collect(schema.at("properties", name), path.isEmpty() ? name : path + "." + name, keys));
        } else if (!items.at("properties").isMissing()) {
            collect(items, path + "[0]", keys);
        } else if (!others.at("properties").isMissing()) {
            collect(others, path + ".*", keys);
        } else {
            keys.add(path);
        }
    }
}
