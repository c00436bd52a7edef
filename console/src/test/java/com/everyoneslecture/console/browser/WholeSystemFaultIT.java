package com.everyoneslecture.console.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.everyoneslecture.console.system.RunningOutbox;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions.ContainsTextOptions;
import com.microsoft.playwright.assertions.LocatorAssertions.HasAttributeOptions;
import com.microsoft.playwright.options.AriaRole;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The page with the whole system behind it, which is used and broken from the page alone. */
@Timeout(600)
class WholeSystemFaultIT {

    private static final double LONG_MILLIS = 120_000;
    private static final String HOSTILE = "<img src=x onerror=alert(1)>";

    private static Chromium chromium;
    private static String console;

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        console = RunningOutbox.shared().console() + "/";
        chromium = new Chromium();
    }

    @AfterAll
    static void stopBrowser() {
        chromium.close();
    }

    @AfterEach
    void closePages() {
        chromium.closePages();
    }

    @Test
    void followsACategoryFromThePageToTheReadModelAndToItsEnd() throws IOException, InterruptedException {
        Page page = open();

        String id = create(page, HOSTILE);
        assertThat(event(page, id, "v1").locator(".name")).hasText(HOSTILE);
        assertThat(event(page, id, "v1")).containsText("applied");
        assertThat(readModel(id).body()).contains(HOSTILE);

        page.locator("#old-id").fill(id);
        button(page, "Rename").click();
        page.getByRole(AriaRole.DIALOG).getByRole(AriaRole.TEXTBOX).fill("바뀐 이름");
        dialogButton(page, "Rename").click();
        assertThat(event(page, id, "v2").locator(".name")).hasText("바뀐 이름");
        assertThat(event(page, id, "v2")).containsText("applied");
        assertThat(readModel(id).body()).contains("바뀐 이름");

        button(page, "Delete").click();
        dialogButton(page, "Delete").click();
        assertThat(event(page, id, "v3")).containsText("DELETE");
        assertThat(event(page, id, "v3").locator(".stop").last()).hasAttribute("data-state", "done");
        assertThat(readModel(id).statusCode()).isEqualTo(404);

        page.locator("#search").fill(id);
        button(page, "Search").click();
        assertThat(page.locator("#tail-title")).hasText("Only category " + id);
        assertThat(page.locator(".life")).hasCount(3);
        assertThat(chromium.errors()).isEmpty();
    }

    @Test
    void showsARelayThatWasKilledWithItsCauseAndHealsCleanly() {
        Page page = open();
        create(page, "before");

        button(page, "Kill outbox-relay").click();
        dialogButton(page, "Kill").click();
        Locator relay = page.locator("#stage-relay");
        assertThat(relay.locator(".card")).hasAttribute("data-health", "BAD");
        assertThat(relay.locator(".callout")).containsText("outbox-relay");
        assertThat(page.locator("#alarm")).containsText("Remedy");
        assertThat(page.locator(".marks")).containsText("kill outbox-relay");

        String waiting = create(page, "릴레이 없이");
        assertThat(event(page, waiting, "v1").locator(".stop[data-state=waiting]"))
                .containsText("topic");

        button(page, "Start outbox-relay").click();
        assertThat(event(page, waiting, "v1"))
                .containsText("applied", new ContainsTextOptions().setTimeout(LONG_MILLIS));
        assertThat(relay.locator(".card"))
                .hasAttribute("data-health", "GOOD", new HasAttributeOptions().setTimeout(LONG_MILLIS));
        assertThat(page.locator("#alarm")).isEmpty();

        button(page, "Verify every event").click();
        assertThat(page.locator("#verdict .outcome"))
                .hasAttribute("data-clean", "true", new HasAttributeOptions().setTimeout(LONG_MILLIS));
        assertThat(chromium.errors()).isEmpty();
    }

    @Test
    void opensThoughAServerIsAwayAndSaysSo() {
        Page page = open();
        button(page, "Freeze lecture-db").click();
        dialogButton(page, "Freeze").click();
        assertThat(page.locator("#stage-readModel .card"))
                .hasAttribute("data-health", "BAD", new HasAttributeOptions().setTimeout(LONG_MILLIS));

        Page another = open();
        assertThat(another.locator("#stage-readModel .callout")).not().isEmpty();
        assertThat(another.locator("#live")).hasText("live");

        button(page, "Thaw lecture-db").click();
        assertThat(page.locator("#stage-readModel .card"))
                .hasAttribute("data-health", "GOOD", new HasAttributeOptions().setTimeout(LONG_MILLIS));
    }

    @Test
    void refusesAHostileOrigin() throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(console + "category/lectureCategories"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"categoryName\":\"hostile\"}"));

        assertThat(send(request.copy().header("Origin", "http://evil.example")).statusCode())
                .isEqualTo(403);
        assertThat(send(request.copy().header("Sec-Fetch-Site", "cross-site")).statusCode())
                .isEqualTo(403);
        assertThat(send(HttpRequest.newBuilder(URI.create(console + "api/components/kafka/kill"))
                                .header("Content-Type", "application/json")
                                .POST(BodyPublishers.ofString("{}")))
                        .statusCode())
                .as("without the token")
                .isEqualTo(403);
    }

    private static Page open() {
        Page page = chromium.open(console, Chromium.english());
        try {
            assertThat(page.locator("#live")).hasText("live");
        } catch (AssertionError failure) {
            failure.addSuppressed(new AssertionError(chromium.errors()));
            throw failure;
        }
        return page;
    }

    private static String create(Page page, String name) {
        page.getByLabel("Name", new Page.GetByLabelOptions().setExact(true)).fill(name);
        String before = page.locator("#old-id").inputValue();
        button(page, "Create").click();
        assertThat(page.locator("#old-id")).not().hasValue(before);
        assertThat(page.locator("#old-id")).hasValue(Pattern.compile("[0-9]+"));
        return page.locator("#old-id").inputValue();
    }

    private static Locator event(Page page, String category, String version) {
        return page.locator(".life:has(a[href='#category=" + category + "'])")
                .filter(new Locator.FilterOptions().setHasText(version));
    }

    private static Locator button(Page page, String name) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    private static Locator dialogButton(Page page, String name) {
        return page.getByRole(AriaRole.DIALOG)
                .getByRole(
                        AriaRole.BUTTON,
                        new Locator.GetByRoleOptions().setName(name).setExact(true));
    }

    private static HttpResponse<String> readModel(String id) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(URI.create(console + "lecture/readCategories/" + id)));
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofString());
    }
}
