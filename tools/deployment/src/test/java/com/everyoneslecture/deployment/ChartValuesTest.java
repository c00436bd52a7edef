package com.everyoneslecture.deployment;

import static com.everyoneslecture.deployment.FullChart.SERVICES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The values that the chart accepts, and those that Helm rejects. */
class ChartValuesTest {

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
