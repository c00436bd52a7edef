package com.everyoneslecture.deployment;

import static com.everyoneslecture.deployment.FullChart.ALL;
import static com.everyoneslecture.deployment.FullChart.object;
import static org.assertj.core.api.Assertions.assertThat;

import com.marcnuri.helm.LintResult;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The chart, rendered by Helm itself. */
class ChartTest {

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
                .hasSize(22)
                .allSatisfy(
                        object -> assertThat(KubernetesSchema.problems(object)).isEmpty());
    }

    @Test
    void aFieldThatDoesNotExistIsAProblem() {
        Tree wrong = Tree.of("{apiVersion: v1, kind: Service, metadata: {name: a}, spec: {sessionAfinity: ClientIP}}");
        assertThat(KubernetesSchema.problems(wrong)).isNotEmpty();
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

    /** The variables are those of Docker Compose, which runs the same program. */
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
}
