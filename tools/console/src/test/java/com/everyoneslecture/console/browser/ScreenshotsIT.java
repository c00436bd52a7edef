package com.everyoneslecture.console.browser;

import static com.everyoneslecture.console.browser.Controls.LONG_MILLIS;
import static com.everyoneslecture.console.browser.Controls.button;
import static com.everyoneslecture.console.browser.Controls.confirm;
import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.everyoneslecture.console.system.RunningOutbox;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions.HasAttributeOptions;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Takes the pictures of the documentation from a whole system that is healthy, broken, and recovered: {@code .ci/pictures}. */
@EnabledIfSystemProperty(named = "screenshots", matches = ".+")
class ScreenshotsIT {

    @RegisterExtension
    static final Chromium chromium = new Chromium();

    /** Long enough for the plots to show a curve. */
    private static final double TRAFFIC_MILLIS = 45_000;

    private static final double OUTAGE_MILLIS = 20_000;

    private final Path directory = Path.of(System.getProperty("repository.root"), System.getProperty("screenshots"));

    @Test
    @Timeout(600)
    void showsHealthyBrokenAndHealed() throws Exception {
        String console = RunningOutbox.shared().console() + "/";
        Map<String, Page> pages = new LinkedHashMap<>();
        pages.put("light", chromium.open(console, Chromium.english()));
        pages.put("dark", chromium.open(console, Chromium.english().setColorScheme(ColorScheme.DARK)));
        pages.put("phone", chromium.open(console, Chromium.english().setViewportSize(390, 844)));
        pages.put("korean", chromium.open(console, Chromium.english().setLocale("ko-KR")));
        Page page = pages.get("light");
        Locator relay = page.locator("#stage-relay .card");
        button(page, "Keep writing").click();
        page.waitForTimeout(TRAFFIC_MILLIS);
        take(pages, "healthy");

        confirm(page, "Kill outbox-relay", "Kill");
        assertThat(relay).hasAttribute("data-health", "BAD");
        page.waitForTimeout(OUTAGE_MILLIS);
        take(pages, "broken");

        button(page.locator("#alarm"), "Start outbox-relay").click();
        assertThat(relay).hasAttribute("data-health", "GOOD", new HasAttributeOptions().setTimeout(LONG_MILLIS));
        page.waitForTimeout(OUTAGE_MILLIS);
        button(page, "Stop writing").click();
        button(page, "Verify every event").click();
        assertThat(page.locator("#verdict .outcome"))
                .hasAttribute("data-clean", "true", new HasAttributeOptions().setTimeout(LONG_MILLIS));
        take(pages, "healed");
    }

    private void take(Map<String, Page> pages, String state) throws IOException {
        for (Map.Entry<String, Page> one : pages.entrySet()) {
            one.getValue().evaluate("() => scrollTo(0, 0)");
            Picture.write(one.getValue().screenshot(), directory.resolve(state + "-" + one.getKey() + ".png"));
        }
    }
}
