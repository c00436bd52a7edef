package com.everyoneslecture.console.browser;

import static com.everyoneslecture.console.browser.Controls.in;
import static com.everyoneslecture.console.browser.Controls.named;
import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The controls that break components, and the states of components that the page shows. */
class FaultControlsIT {

    @RegisterExtension
    static final Chromium chromium = new Chromium();

    @RegisterExtension
    final ConsoleStub console = new ConsoleStub(true);

    @Test
    void offersNothingThatChangesSomethingWhereItMayNot() {
        try (ConsoleStub readOnly = new ConsoleStub(false)) {
            Page page = chromium.open(readOnly.url(), Chromium.english());

            assertThat(page.getByText("./outbox up --demonstration")).isVisible();
            assertThat(page.locator("#letters .letters > li")).hasCount(2);
            for (String name :
                    List.of("Create", "Rename", "Delete", "Kill", "Freeze", "Drop slot", "Retry", "Retry all")) {
                assertThat(page.getByRole(AriaRole.BUTTON, named(name))).hasCount(0);
            }
            assertThat(readOnly.asked()).isEmpty();
        }
    }

    @Test
    void asksBeforeItBreaksAndSendsTheToken() {
        console.answers("/api/components/outbox-relay/kill", "{\"name\":\"outbox-relay\",\"state\":\"stopped\"}");
        Page page = open();
        Locator kill = page.getByRole(AriaRole.BUTTON, named("Kill outbox-relay"));

        kill.click();
        page.getByRole(AriaRole.DIALOG).getByRole(AriaRole.BUTTON, in("Cancel")).click();
        assertThat(page.getByRole(AriaRole.DIALOG)).hasCount(0);
        assertThat(console.asked()).isEmpty();

        kill.click();
        page.keyboard().press("Escape");
        assertThat(page.getByRole(AriaRole.DIALOG)).hasCount(0);
        assertThat(console.asked()).isEmpty();

        kill.click();
        page.getByRole(AriaRole.DIALOG).getByRole(AriaRole.BUTTON, in("Kill")).click();
        assertThat(page.locator("#faults .outcome")).hasText(Pattern.compile("outbox-relay: stopped"));
        assertThat(console.asked()).containsExactly("POST /api/components/outbox-relay/kill t0ken");
    }

    @Test
    void offersToEachComponentWhatItsStateAdmits() {
        Page page = open();

        assertThat(buttonsOf(page, "outbox-relay")).hasText(new String[] {"Log", "Kill", "Freeze", "Stop"});
        assertThat(buttonsOf(page, "kafka")).hasText(new String[] {"Log", "Unfreeze", "Kill"});
        assertThat(buttonsOf(page, "lecture-projector")).hasText(new String[] {"Log", "Start"});
    }

    @Test
    void saysWhyAComponentDiedWithTheEndOfItsLogAndTheCommandsThatHelp() {
        Page page = open();
        Locator dead = page.locator("[data-component=category-db]");

        assertThat(dead.locator(".chip")).containsText("died");
        assertThat(dead.locator(".where")).hasText(":15432 exit status 3 (out of memory)");
        assertThat(dead.locator(".death")).containsText("<b>the last line</b>");
        assertThat(dead.locator(".death")).containsText("./outbox start category-db");
        assertThat(buttonsOf(page, "category-db")).hasText(new String[] {"Log", "Start"});
        assertThat(page.locator("[data-component=kafka] .death")).isHidden();
    }

    @Test
    void showsTheEndOfALogWhereTheRemedyMentionsIt() {
        console.answers(
                "/api/components/category-db/log",
                "{\"name\":\"category-db\",\"lines\":[\"first\",\"<b>FATAL</b>: 최종테스트\"]}");
        console.shows("broken.json");
        Page page = open();

        page.locator("#alarm")
                .getByRole(AriaRole.BUTTON, in("Log of category-db"))
                .click();
        Locator log = page.getByRole(AriaRole.DIALOG);
        assertThat(log.locator("pre")).hasText("first\n<b>FATAL</b>: 최종테스트");
        assertThat(log).containsText("The last 2 lines");

        console.answers("/api/components/category-db/log", "{\"name\":\"category-db\",\"lines\":[\"later\"]}");
        log.getByRole(AriaRole.BUTTON, in("Refresh")).click();
        assertThat(log.locator("pre")).hasText("later");
        log.getByRole(AriaRole.BUTTON, in("Close")).click();
        assertThat(log).hasCount(0);
    }

    @Test
    void namesTheCommandThatShowsALogWhereItCannotReadIt() {
        try (ConsoleStub elsewhere = new ConsoleStub(false)) {
            elsewhere.shows("broken.json");
            Page page = chromium.open(elsewhere.url(), Chromium.english());

            assertThat(page.locator("#alarm code")).hasText(Pattern.compile("docker compose logs --tail 200 [a-z-]+"));
            assertThat(page.locator("[data-log]")).hasCount(0);
        }
    }

    @Test
    void playsADemonstrationStepByStep() {
        String described =
                "{\"demonstrations\":[{\"number\":1,\"title\":\"The relay is killed\",\"prediction\":\"It waits.\",\"look\":\"Slot\",\"needs\":null},"
                        + "{\"number\":5,\"title\":\"Two relays\",\"prediction\":\"It takes over.\",\"look\":\"Relay\",\"needs\":\"up --relays 2\"}],\"play\":%s}";
        String playing =
                "{\"number\":1,\"state\":\"%s\",\"lines\":[\"1. The relay is killed\",\"$ ./outbox kill outbox-relay\"%s]}";
        console.answers("/api/demonstrations", described.formatted("null"));
        console.answers("/api/demonstrations/1", described.formatted(playing.formatted("waiting", "")));
        Page page = open();
        page.locator("#demonstrations summary").first().click();
        Locator first = page.locator("[data-demonstration='1']");
        first.locator("summary").click();
        assertThat(first).containsText("Expected: It waits.");
        assertThat(first).containsText("Watch: Slot");
        page.locator("[data-demonstration='5'] summary").click();
        assertThat(page.locator("[data-demonstration='5']")).containsText("up --relays 2");
        assertThat(page.locator("[data-demonstration='5'] button:visible")).hasCount(0);

        console.answers("/api/demonstrations", described.formatted(playing.formatted("waiting", "")));
        first.getByRole(AriaRole.BUTTON, in("Begin")).click();
        assertThat(first.locator(".command")).hasText("$ ./outbox kill outbox-relay");

        String seen = playing.formatted("done", ",\"  <b>absent</b>, as expected\"");
        console.answers("/api/demonstrations/next", described.formatted(seen));
        console.answers("/api/demonstrations", described.formatted(seen));
        first.getByRole(AriaRole.BUTTON, in("Do it")).click();
        assertThat(first.locator(".played li").last()).hasText("<b>absent</b>, as expected");
        assertThat(first.locator(".outcome")).containsText("as expected");
        assertThat(console.asked())
                .containsExactly("POST /api/demonstrations/1 t0ken", "POST /api/demonstrations/next t0ken");
        assertThat(chromium.errors()).isEmpty();
    }

    private Page open() {
        return chromium.open(console.url(), Chromium.english());
    }

    private static Locator buttonsOf(Page page, String component) {
        return page.locator("[data-component=" + component + "] button");
    }
}
