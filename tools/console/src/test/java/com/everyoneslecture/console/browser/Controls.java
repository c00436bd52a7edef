package com.everyoneslecture.console.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions.HasAttributeOptions;
import com.microsoft.playwright.options.AriaRole;
import java.util.regex.Pattern;

/** The controls of the page, by their visible names. */
final class Controls {

    /** A component may take this long to start on a machine with other work. */
    static final double LONG_MILLIS = 120_000;

    private Controls() {}

    static Locator button(Page page, String name) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    static Locator button(Locator part, String name) {
        return part.getByRole(
                AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(name).setExact(true));
    }

    /** Clicks the button, and answers the question for confirmation. */
    static void confirm(Page page, String asking, String answer) {
        button(page, asking).click();
        button(page.getByRole(AriaRole.DIALOG), answer).click();
    }

    /** Returns the line of a version of a category among the newest events. */
    static Locator event(Page page, String category, String version) {
        return page.locator(".life:has(a[href='#category=" + category + "'])")
                .filter(new Locator.FilterOptions().setHasText(version));
    }

    /** Creates a category, and returns its id. */
    static String createCategory(Page page, String name) {
        page.getByLabel("Name", new Page.GetByLabelOptions().setExact(true)).fill(name);
        String before = page.locator("#old-id").inputValue();
        button(page, "Create").click();
        assertThat(page.locator("#old-id")).not().hasValue(before);
        assertThat(page.locator("#old-id")).hasValue(Pattern.compile("[0-9]+"));
        return page.locator("#old-id").inputValue();
    }

    static void awaitGood(Page page, String stage) {
        assertThat(page.locator("#stage-" + stage + " .card"))
                .hasAttribute("data-health", "GOOD", new HasAttributeOptions().setTimeout(LONG_MILLIS));
    }

    static void verifyClean(Page page) {
        button(page, "Verify every event").click();
        assertThat(page.locator("#verdict .outcome"))
                .hasAttribute("data-clean", "true", new HasAttributeOptions().setTimeout(LONG_MILLIS));
    }

    /** Returns the line of the newest event of a category. */
    static Locator life(Page page, String category) {
        return page.locator(".life:has(a[href='#category=" + category + "'])");
    }

    /** Selects by this exact name. */
    static Page.GetByRoleOptions named(String name) {
        return new Page.GetByRoleOptions().setName(name).setExact(true);
    }

    /** Selects by this exact name within a part of the page. */
    static Locator.GetByRoleOptions in(String name) {
        return new Locator.GetByRoleOptions().setName(name).setExact(true);
    }
}
