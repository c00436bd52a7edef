package com.everyoneslecture.deployment;

import com.marcnuri.helm.Helm;
import com.marcnuri.helm.LintResult;
import com.marcnuri.helm.TemplateCommand;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The chart as Helm renders it. */
final class Chart {

    static final String DIRECTORY = "deploy/helm/outbox";
    static final String VALUES = "deploy/kubernetes/values.yaml";

    private Chart() {}

    static LintResult lint() {
        return new Helm(Repository.path(DIRECTORY)).lint().strict().call();
    }

    /**
     * Renders the chart as release and namespace {@code outbox}.
     *
     * @param values documents of YAML; a later one takes precedence
     */
    static String render(String... values) {
        TemplateCommand template = new Helm(Repository.path(DIRECTORY))
                .template()
                .withName("outbox")
                .withNamespace("outbox")
                .withKubeVersion("1.31.0")
                .withValuesFile(Repository.path(VALUES));
        try {
            Path directory = Files.createTempDirectory("values");
            for (int index = 0; index < values.length; index++) {
                Path file = directory.resolve(index + ".yaml");
                Files.writeString(file, values[index]);
                template.withValuesFile(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return template.call();
    }

    static List<Tree> objects(String... values) {
        return Tree.documents(render(values));
    }
}
