package com.everyoneslecture.documentation;

import org.junit.jupiter.api.Test;

/** The reference of all metrics corresponds to the metrics that the services register. */
class MetricsPageTest {

    @Test
    void isCurrent() {
        GeneratedPage.requireCurrent(Repository.here(), "docs/metrics.md", MetricsPage.text(), getClass());
    }
}
