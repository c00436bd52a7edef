package com.everyoneslecture.console.browser;

import static com.everyoneslecture.console.browser.Controls.button;
import static com.everyoneslecture.console.browser.Controls.confirm;
import static com.everyoneslecture.console.browser.Controls.in;
import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The message of the page after a refused action, and the repetition of that action. */
class RefusalsIT {

    private static final String KILL = "/api/components/outbox-relay/kill";
    private static final String KILLED = "{\"name\":\"outbox-relay\",\"state\":\"stopped\"}";
    private static final String RETRIES = "/api/dead-letters/retries";
    private static final String PLAN = """
            {"events":3,"aggregates":1,"unknown":[],"byTopic":{"categoryChanged":3},"first":[
             {"name":"category/7","topic":"categoryChanged","events":3,"lowestVersion":1,"highestVersion":3}]}""";
    private static final String REBUILDS = "/lecture/rebuilds";
    private static final String REBUILD = """
            {"_embedded":{"rebuilds":[{"requestedAt":"2026-11-20T04:40:00Z","state":"%s","remainingRecords":%s,"partitions":[
             {"partition":0,"firstOffset":0,"targetOffset":600,"rewound":true,"committedOffset":400},
             {"partition":1,"firstOffset":100,"targetOffset":500,"rewound":true,"committedOffset":450}]}]}}""";
    private static final String LETTER = "01990b7e-3c5f-7d22-9a55-6f0c8f0f2f01";

    @RegisterExtension
    static final Chromium chromium = new Chromium();

    @RegisterExtension
    final ConsoleStub console = new ConsoleStub(true);

    @AfterEach
    void requireNoErrors() {
        assertThat(chromium.errors()).isEmpty();
    }

    @Test
    void saysThatTheLauncherIsGoneUntilItIsBack() {
        String gone = "`./outbox up` cannot be reached: connection refused";
        console.refuses(KILL, 503, gone);
        Page page = open();
        Locator faults = page.locator("#faults .outcome");
        confirm(page, "Kill outbox-relay", "Kill");
        assertThat(faults).hasText("✕ That did not work. " + gone);

        console.answers(KILL, KILLED);
        console.refuses("/api/components", 503, gone);
        confirm(page, "Kill outbox-relay", "Kill");
        assertThat(faults).hasText(new String[] {"✕ That did not work. " + gone, "✓ outbox-relay: stopped"});

        console.answers("/api/components", ConsoleStub.fixture("components.json"));
        console.shows("broken.json");
        assertThat(faults).hasText(new String[] {"✓ outbox-relay: stopped"});
    }

    @Test
    void keepsThePlanOfAReplayThatHasToWaitForAnother() {
        console.answers("/api/replay-plans", PLAN);
        console.refuses("/api/replays", 409, "A replay is running; try again when it has ended.");
        Page page = open();
        page.locator("#replay-category").fill("7");
        button(page, "Dry run").click();
        confirm(page, "Publish 3 again", "Publish 3 again");
        Locator outcome = page.locator("#replay .outcome");
        assertThat(outcome).hasText("✕ That did not work. A replay is running; try again when it has ended.");
        assertThat(page.locator("#replay .planned")).containsText("category/7");

        console.answers("/api/replays", "{\"events\":3}");
        confirm(page, "Publish 3 again", "Publish 3 again");
        assertThat(outcome).hasText("✓ Events published again: 3");
        assertThat(page.locator("#replay .planned")).hasCount(0);
        assertThat(button(page, "Dry run")).isFocused();
    }

    @Test
    void rebuildsTheReadModelAndShowsHowFarItIs() {
        Page page = open();
        Locator rebuild = page.locator("#rebuild");
        assertThat(rebuild).containsText("None yet.");

        console.answers(REBUILDS, REBUILD.formatted("RUNNING", 250));
        button(page, "Rebuild").click();
        page.getByRole(AriaRole.DIALOG)
                .getByRole(AriaRole.BUTTON, in("Rebuild"))
                .click();
        assertThat(rebuild).containsText("running");
        assertThat(rebuild).containsText("records to read: 250");
        assertThat(rebuild.locator("progress")).hasAttribute("value", "750");
        assertThat(console.asked()).contains("POST " + REBUILDS + " t0ken");

        console.answers(REBUILDS, REBUILD.formatted("DONE", 0));
        assertThat(rebuild.locator("[data-state]")).hasText("done");
        assertThat(rebuild.locator("progress")).hasCount(0);
    }

    @Test
    void asksOnceMoreWhereARebuildWouldLoseWhatTheTopicHasDropped() {
        String incomplete = "The topic categoryChanged no longer holds its beginning.";
        Page page = open();
        console.refuses(REBUILDS, 409, incomplete);
        button(page, "Rebuild").click();
        page.getByRole(AriaRole.DIALOG)
                .getByRole(AriaRole.BUTTON, in("Rebuild"))
                .click();
        assertThat(page.getByRole(AriaRole.DIALOG)).containsText(incomplete);

        console.answers(REBUILDS, REBUILD.formatted("DONE", 0));
        page.getByRole(AriaRole.DIALOG)
                .getByRole(AriaRole.BUTTON, in("Rebuild anyway"))
                .click();
        assertThat(page.locator("#rebuild [data-state]")).hasText("done");
    }

    @Test
    void warnsOfReplayedEventsThatBecomeDeadLettersAgain() {
        console.answers("/api/replay-plans", PLAN);
        console.answers("/api/replays", "{\"events\":3,\"deadLettered\":1,\"firstDeadLetters\":[]}");
        Page page = open();
        page.locator("#replay-category").fill("7");
        button(page, "Dry run").click();
        confirm(page, "Publish 3 again", "Publish 3 again");

        Locator outcome = page.locator("#replay .outcome");
        assertThat(outcome).hasAttribute("data-health", "WARNING");
        assertThat(outcome)
                .hasText("▲ Events published again: 3, of which Kafka still rejects 1: they are dead letters again");
    }

    @Test
    void namesTheDeadLettersThatCannotBeRetriedAnyMore() {
        console.answers(RETRIES, """
                {"events":0,"skipped":[{"eventId":"%s","reason":"its row is not in the outbox any more"}]}""".formatted(LETTER));
        Page page = open();
        Locator outcome = page.locator("#letters .outcome");
        button(page, "Retry").click();
        assertThat(outcome).hasAttribute("data-health", "WARNING");
        assertThat(outcome).containsText("0 published again, 1 skipped");
        assertThat(outcome).containsText(LETTER + ": its row is not in the outbox any more");

        console.refuses(RETRIES, 422, "No event of the outbox is selected. Nothing was published.");
        confirm(page, "Retry all", "Retry all");
        assertThat(outcome).hasText("✕ That did not work. No event of the outbox is selected. Nothing was published.");

        console.answers(RETRIES, "{\"events\":1,\"skipped\":[]}");
        button(page, "Retry").click();
        assertThat(outcome).hasText("✓ 1 published again, 0 skipped");
    }

    @Test
    void offersNoRetryOfWhatHasArrivedMeanwhile() {
        Page page = open();
        Locator letter = page.locator(".letters > li").first();
        letter.locator("summary").click();
        assertThat(button(letter, "Retry")).isVisible();

        console.answers("/api/events", ConsoleStub.fixture("events.json").replace("6f0c8f0f2f11", "6f0c8f0f2f01"));
        button(page, "Refresh").click();
        assertThat(letter).containsText("now in the read model");
        assertThat(button(letter, "Retry")).hasCount(0);
        assertThat(button(page, "Retry all")).hasCount(0);
        // It is still unfolded.
        assertThat(letter.locator("pre")).isVisible();
    }

    @Test
    void tellsWhichEventsWereGivenUp() {
        console.answers(
                "/api/dead-letters", ConsoleStub.fixture("dead-letters.json").replace("6f0c8f0f2f01", "6f0c8f0f2f12"));
        Page page = open();

        assertThat(page.locator(".stop[data-state=dead]")).hasText("✕ dead letter");
        assertThat(Controls.event(page, "8", "v2").locator(".stop[data-state=dead]"))
                .isVisible();
    }

    @Test
    void asksForTheTokenOfAConsoleThatStartedAnew() {
        console.answers(KILL, KILLED);
        Page page = open();
        assertThat(page.locator("#live")).hasText("live");
        console.startsAnew(true, "an0ther");

        confirm(page, "Kill outbox-relay", "Kill");
        assertThat(page.locator("#faults .outcome")).hasText("✓ outbox-relay: stopped");
        assertThat(console.asked()).containsExactly("POST " + KILL + " t0ken", "POST " + KILL + " an0ther");
    }

    @Test
    void saysThatItMayNot() {
        console.refuses(KILL, 403, "a page of http://127.0.0.1 may change nothing here");
        Page page = open();
        confirm(page, "Kill outbox-relay", "Kill");
        assertThat(page.locator("#faults .outcome"))
                .hasText("✕ That did not work. a page of http://127.0.0.1 may change nothing here");
        assertThat(console.asked()).as("and does not insist").containsExactly("POST " + KILL + " t0ken");

        console.answers(KILL, KILLED);
        confirm(page, "Kill outbox-relay", "Kill");
        assertThat(page.locator("#faults .outcome")).hasText("✓ outbox-relay: stopped");
    }

    private Page open() {
        return chromium.open(console.url(), Chromium.english());
    }
}
