package com.everyoneslecture.deployment;

import static org.assertj.core.api.Assertions.assertThat;

/** Compares a generated file with its text, or writes the file if {@code -Dregenerate} is set. */
final class Generated {

    private Generated() {}

    static void requireCurrent(String path, String text) {
        if (System.getProperty("regenerate") != null) {
            Repository.write(path, text);
        }
        assertThat(Repository.read(path))
                .as("%s is stale. Regenerate it: mvn -Dregenerate -pl tools/deployment test", path)
                .isEqualTo(text);
    }
}
