package com.everyoneslecture.deployment;

import java.util.Map;
import java.util.Objects;

/** The chart with all optional parts, rendered by Helm itself. */
final class FullChart {

    /** The values that switch on all optional parts. */
    static final String ALL = """
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

    /** The services by their names in the chart. */
    static final Map<String, String> SERVICES =
            Map.of("relay", "outbox-relay", "projector", "lecture-projector", "console", "console");

    private FullChart() {}

    /** Returns the service by its name in the chart. */
    static String service(String component) {
        return Objects.requireNonNull(SERVICES.get(component));
    }

    /** Returns the specification of the pods of a service. */
    static Tree pod(String component) {
        return object("Deployment", component).at("spec", "template", "spec");
    }

    /** Returns the configuration of a service. */
    static Tree configuration(String component) {
        return Tree.of(
                object("ConfigMap", component).at("data", "application.yaml").text());
    }

    /** Returns an object of a service. */
    static Tree object(String kind, String component) {
        return Chart.objects(ALL).stream()
                .filter(object -> object.at("kind").text().equals(kind)
                        && object.at("metadata", "name").text().equals("outbox-" + component))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no " + kind + " of " + component));
    }
}
