package com.everyoneslecture.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The plain manifests are what Helm renders. */
class ManifestsTest {

    private static final String DIRECTORY = "deploy/kubernetes/";
    private static final String HEADER = """
            # Rendered from deploy/helm/outbox with deploy/kubernetes/values.yaml. Regenerate it:
            #   mvn -Dregenerate -pl tools/deployment test
            """;

    @Test
    void manifestsAreWhatTheChartRenders() {
        Generated.requireCurrent(DIRECTORY + "outbox.yaml", HEADER + plain(Chart.render()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"doctor", "verify"})
    void jobsAreWhatTheChartRenders(String command) {
        String job = List.of(plain(Chart.render("relay: {command: [" + command + "]}"))
                        .split("(?m)^---\n"))
                .stream()
                .filter(each -> each.contains("kind: Job"))
                .findFirst()
                .orElseThrow();
        Generated.requireCurrent(DIRECTORY + command + ".yaml", HEADER + "---\n" + job);
    }

    @ParameterizedTest
    @ValueSource(strings = {"outbox", "doctor", "verify"})
    void everyObjectHasAPlace(String file) {
        assertThat(Tree.documents(Repository.read(DIRECTORY + file + ".yaml")))
                .isNotEmpty()
                .allSatisfy(object -> {
                    assertThat(object.at("metadata", "namespace").text()).isEqualTo("outbox");
                    assertThat(KubernetesSchema.problems(object)).isEmpty();
                });
    }

    /** Returns the text without the labels of a release, because Helm does not manage these objects. */
    private static String plain(String rendered) {
        return rendered.replaceAll("(?m)^ +(app\\.kubernetes\\.io/managed-by|helm\\.sh/chart): .*\n", "");
    }
}
