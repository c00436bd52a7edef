package com.everyoneslecture.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Alerts and dashboard name metrics that exist, and each alert has its section in the runbook. */
class ObservabilityTest {

    private static final Pattern METRIC = Pattern.compile("\\b(?:relay|projector)_[a-z_]+\\b");
    private static final Pattern HEADING = Pattern.compile("^## (\\w+)$", Pattern.MULTILINE);

    private final Tree alerts = Tree.of(Repository.read("deploy/observability/alerts.yml"));
    private final Tree dashboard = Tree.of(Repository.read("deploy/observability/dashboard.json"));

    @Test
    void alertsNameMetricsThatExist() {
        assertThat(rules().flatMap(rule -> metrics(rule.at("expr").text())))
                .isNotEmpty()
                .isSubsetOf(Documented.metrics());
    }

    @Test
    void dashboardNamesMetricsThatExist() {
        Stream<String> variables = dashboard.at("templating", "list").elements().stream()
                .map(variable -> variable.at("query", "query").text());
        assertThat(Stream.concat(expressions(dashboard).stream(), variables).flatMap(ObservabilityTest::metrics))
                .isNotEmpty()
                .isSubsetOf(Documented.metrics());
    }

    @Test
    void dashboardHasARowForEachStage() {
        assertThat(dashboard.at("panels").elements())
                .filteredOn(panel -> panel.at("type").text().equals("row"))
                .extracting(row -> row.at("title").text().replaceAll(":.*", ""))
                .containsExactly("Outbox", "Slot", "Relay", "Topic", "Projector");
        assertThat(dashboard.at("panels").elements())
                .extracting(panel -> panel.at("id").value())
                .doesNotHaveDuplicates();
    }

    @Test
    void eachAlertHasASeverityASummaryAndASectionOfTheRunbook() {
        Set<String> sections = HEADING.matcher(Repository.read("docs/runbook.md"))
                .results()
                .map(heading -> heading.group(1))
                .collect(Collectors.toSet());
        assertThat(rules()).isNotEmpty().allSatisfy(rule -> {
            String name = rule.at("alert").text();
            assertThat(rule.at("labels", "severity").text()).isIn("critical", "warning");
            assertThat(rule.at("annotations", "summary").isMissing()).isFalse();
            assertThat(rule.at("annotations", "description").isMissing()).isFalse();
            assertThat(rule.at("annotations", "runbook_url").text())
                    .isEqualTo("docs/runbook.md#" + name.toLowerCase(Locale.ROOT));
            assertThat(sections).contains(name);
        });
    }

    @Test
    void eachSectionOfTheRunbookIsAboutAnAlert() {
        Set<String> names = rules().map(rule -> rule.at("alert").text()).collect(Collectors.toSet());
        assertThat(HEADING.matcher(Repository.read("docs/runbook.md")).results().map(heading -> heading.group(1)))
                .isSubsetOf(names);
    }

    @Test
    void eachAlertIsTested() {
        Set<String> fired =
                Tree.of(Repository.read("deploy/observability/alerts_test.yml")).at("tests").elements().stream()
                        .flatMap(test -> test.at("alert_rule_test").elements().stream())
                        .filter(test -> !test.at("exp_alerts").elements().isEmpty())
                        .map(test -> test.at("alertname").text())
                        .collect(Collectors.toSet());
        assertThat(rules().map(rule -> rule.at("alert").text())).allMatch(fired::contains);
    }

    private Stream<Tree> rules() {
        return alerts.at("groups").elements().stream().flatMap(group -> group.at("rules").elements().stream());
    }

    /** Returns the expressions of all panels. */
    static List<String> expressions(Tree dashboard) {
        List<String> expressions = new ArrayList<>();
        for (Tree panel : dashboard.at("panels").elements()) {
            panel.at("targets")
                    .elements()
                    .forEach(target -> expressions.add(target.at("expr").text()));
        }
        return expressions;
    }

    private static Stream<String> metrics(String expression) {
        return METRIC.matcher(expression).results().map(found -> found.group());
    }
}
