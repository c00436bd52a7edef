package com.everyoneslecture.documentation;

import org.junit.jupiter.api.Test;

/** The reference of all settings corresponds to the sources. */
class ConfigurationPageTest {

    @Test
    void isCurrent() {
        Repository repository = Repository.here();
        GeneratedPage.requireCurrent(
                repository, "docs/configuration.md", new ConfigurationPage(repository).text(), getClass());
    }
}
