package com.everyoneslecture.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Checks the settings of the containers in docker-compose.yml, and the targets of its profile {@code observability}. */
class ComposeTest {

    private static final List<String> OBSERVERS = List.of("prometheus", "grafana", "jaeger");

    /** Their entry points change files of the image, or the owner of a volume. */
    private static final List<String> WRITABLE = List.of("secrets", "kafka");

    private static final Pattern LOOPBACK = Pattern.compile("127\\.0\\.0\\.1:\\$\\{\\w+:-\\d+}:\\d+");

    private final Tree compose = Tree.of(Repository.read("docker-compose.yml"));

    @Test
    void observersStartWithTheirProfileOnly() {
        assertThat(compose.at("services").keys()).containsAll(OBSERVERS);
        assertThat(compose.at("services").keys())
                .filteredOn(name -> texts(service(name).at("profiles")).contains("observability"))
                .containsExactlyInAnyOrderElementsOf(OBSERVERS);
    }

    @Test
    void containersAreBounded() {
        assertThat(compose.at("services").keys()).allSatisfy(name -> {
            Tree service = service(name);
            assertThat(service.at("pids_limit").isMissing()).as(name).isFalse();
            if (!name.equals("secrets")) {
                assertThat(service.at("mem_limit").isMissing()).as(name).isFalse();
                assertThat(texts(service.at("cap_drop"))).as(name).containsExactly("ALL");
                assertThat(texts(service.at("security_opt"))).as(name).containsExactly("no-new-privileges:true");
            }
            if (!WRITABLE.contains(name)) {
                assertThat(service.at("read_only").value()).as(name).isEqualTo(true);
            }
        });
        assertThat(OBSERVERS)
                .allSatisfy(name -> assertThat(service(name).at("user").text()).doesNotStartWith("0"));
    }

    @Test
    void portsArePublishedOnLoopback() {
        assertThat(compose.at("services").keys().stream()
                        .flatMap(name -> texts(service(name).at("ports")).stream()))
                .isNotEmpty()
                .allMatch(port -> LOOPBACK.matcher(port).matches());
    }

    @Test
    void anObserverReachesServicesAndNoServer() {
        List<String> servers = List.of("category-db", "lecture-db", "kafka");
        assertThat(OBSERVERS)
                .allSatisfy(observer -> assertThat(servers)
                        .allSatisfy(server -> assertThat(texts(service(observer).at("networks")))
                                .doesNotContainAnyElementsOf(
                                        texts(service(server).at("networks")))));
    }

    @Test
    void prometheusScrapesEachServiceOverANetworkThatBothHave() {
        Tree prometheus = Tree.of(Repository.read("deploy/observability/prometheus.yml"));
        List<String> names = prometheus.at("scrape_configs").elements().stream()
                .flatMap(job -> Stream.concat(
                        job.at("static_configs").elements().stream()
                                .flatMap(targets -> texts(targets.at("targets")).stream())
                                .map(target -> target.replaceAll(":\\d+$", "")),
                        job.at("dns_sd_configs").elements().stream()
                                .flatMap(lookup -> texts(lookup.at("names")).stream())))
                .toList();

        assertThat(names)
                .containsExactlyInAnyOrder("outbox-relay", "outbox-relay-2", "lecture-projector", "category-app");
        assertThat(names)
                .allSatisfy(name -> assertThat(texts(service(name).at("networks")))
                        .containsAnyElementsOf(texts(service("prometheus").at("networks"))));
        assertThat(texts(prometheus.at("rule_files")))
                .allSatisfy(rules ->
                        assertThat(mounts("prometheus")).anyMatch(mount -> mount.endsWith(":" + rules + ":ro")));
    }

    @Test
    void filesThatAreMountedExist() {
        assertThat(OBSERVERS.stream().flatMap(name -> mounts(name).stream()))
                .isNotEmpty()
                .allSatisfy(mount -> assertThat(
                                Files.isRegularFile(Repository.path(mount.substring(2, mount.indexOf(':')))))
                        .as(mount)
                        .isTrue());
    }

    @Test
    void grafanaFindsItsDashboardAndItsSources() {
        Tree dashboards = Tree.of(Repository.read("deploy/observability/grafana/dashboards.yml"));
        String folder = dashboards.at("providers").only().at("options", "path").text();
        assertThat(mounts("grafana")).contains("./deploy/observability/dashboard.json:" + folder + "/outbox.json:ro");
        assertThat(service("grafana")
                        .at("environment", "GF_DASHBOARDS_DEFAULT_HOME_DASHBOARD_PATH")
                        .text())
                .isEqualTo(folder + "/outbox.json");
        Tree sources = Tree.of(Repository.read("deploy/observability/grafana/datasources.yml"));
        assertThat(sources.at("datasources").elements()).hasSize(2).allSatisfy(source -> {
            String host = source.at("url").text().replaceAll("http://([^:]+):\\d+", "$1");
            assertThat(texts(service(host).at("networks")))
                    .containsAnyElementsOf(texts(service("grafana").at("networks")));
        });
    }

    @Test
    void spansFindJaegerWhereTheDocumentationSendsThem() {
        assertThat(Repository.read("docs/deployment.md")).contains("OTEL_EXPORTER_OTLP_ENDPOINT=http://jaeger:4318");
        assertThat(List.of("category-app", "outbox-relay", "outbox-relay-2", "lecture-projector"))
                .allSatisfy(name -> {
                    Tree service = service(name);
                    assertThat(service.at("environment").keys()).contains("OTEL_EXPORTER_OTLP_ENDPOINT");
                    assertThat(texts(service.at("networks")))
                            .containsAnyElementsOf(texts(service("jaeger").at("networks")));
                });
    }

    private Tree service(String name) {
        return compose.at("services", name);
    }

    /** Returns the files of this repository that a container has. */
    private List<String> mounts(String name) {
        return texts(service(name).at("volumes")).stream()
                .filter(volume -> volume.startsWith("./"))
                .toList();
    }

    private static List<String> texts(Tree list) {
        return list.elements().stream()
                .map(Tree::value)
                .map(value -> String.valueOf(Objects.requireNonNull(value)))
                .toList();
    }
}
