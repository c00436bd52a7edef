package com.everyoneslecture.console.browser;

import static com.everyoneslecture.console.browser.Controls.button;
import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions.IsVisibleOptions;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Plays demonstrations on the page of a system that {@code ./outbox up} runs, whose console {@code -Dconsole} names: those of
 * {@code -Ddemonstrations}, numbers with commas. {@code .ci/demonstrations} starts the systems.
 */
@EnabledIfSystemProperty(named = "console", matches = "http.+")
@Timeout(600)
class PlayedDemonstrationsIT {

    /** A step may wait for a takeover, or for a component that starts on a busy machine. */
    private static final double STEP_MILLIS = 180_000;

    private static final int MAXIMUM_STEPS = 20;

    @RegisterExtension
    static final Chromium chromium = new Chromium();

    static Stream<Integer> numbers() {
        return Stream.of(System.getProperty("demonstrations", "1").split(",")).map(Integer::valueOf);
    }

    @ParameterizedTest
    @MethodSource("numbers")
    void isPlayedToItsEnd(int number) {
        Page page = chromium.open(System.getProperty("console") + "/", Chromium.english());
        page.locator("#demonstrations summary").first().click();
        Locator demonstration = page.locator("[data-demonstration='" + number + "']");
        demonstration.locator("summary").click();
        button(demonstration, "Begin").click();
        Locator step = demonstration.locator("button:visible").filter(new Locator.FilterOptions().setHasText("Do it"));
        Locator outcome = demonstration.locator(".outcome");
        for (int steps = 0; steps < MAXIMUM_STEPS; steps++) {
            assertThat(step.or(outcome).first()).isVisible(within());
            if (outcome.isVisible()) {
                break;
            }
            int commands = demonstration.locator(".command").count();
            step.click();
            // The next command, or the end: the button of this one is there until the page has read again.
            assertThat(demonstration
                            .locator(".command")
                            .nth(commands)
                            .or(outcome)
                            .first())
                    .isVisible(within());
        }
        assertThat(outcome).containsText("Played to its end");
        assertThat(chromium.errors()).isEmpty();
    }

    private static IsVisibleOptions within() {
        return new IsVisibleOptions().setTimeout(STEP_MILLIS);
    }
}
