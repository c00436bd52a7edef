package com.everyoneslecture.documentation;

import static org.assertj.core.api.Assertions.assertThat;

/** Compares a generated page with its file, or writes the file if {@code -Dregenerate} is set. */
final class GeneratedPage {

    private GeneratedPage() {}

    static void requireCurrent(Repository repository, String path, String text, Class<?> test) {
        if (System.getProperty("regenerate") != null) {
            repository.write(path, text);
        }
        assertThat(repository.read(path))
                .as(
                        "%s is stale. Regenerate it: mvn -Dregenerate -am -pl tools/documentation test -Dtest=%s"
                                + " -Dsurefire.failIfNoSpecifiedTests=false",
                        path, test.getSimpleName())
                .isEqualTo(text);
    }
}
