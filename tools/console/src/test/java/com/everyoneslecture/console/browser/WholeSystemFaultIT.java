package com.everyoneslecture.console.browser;

import static com.everyoneslecture.console.browser.Controls.LONG_MILLIS;
import static com.everyoneslecture.console.browser.Controls.awaitGood;
import static com.everyoneslecture.console.browser.Controls.button;
import static com.everyoneslecture.console.browser.Controls.confirm;
import static com.everyoneslecture.console.browser.Controls.createCategory;
import static com.everyoneslecture.console.browser.Controls.event;
import static com.everyoneslecture.console.browser.Controls.verifyClean;
import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

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
import java.time.Duration;
import java.util.List;
import java.util.function.DoublePredicate;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The page of a whole system. The tests use and break the system only through the page. */
@Tag("long")
@Timeout(600)
class WholeSystemFaultIT {

    private static final Duration BOUND = Duration.ofSeconds(60);
    private static final String SLOT_LAG = "slotLagBytes";
    private static final String HOSTILE = "<img src=x onerror=alert(1)>";

    @RegisterExtension
    static final Chromium chromium = new Chromium();

    private static String console;

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        console = RunningOutbox.shared().console() + "/";
    }

    @Test
    void followsACategoryFromThePageToTheReadModelAndToItsEnd() throws IOException, InterruptedException {
        Page page = open();

        String id = createCategory(page, HOSTILE);
        assertThat(event(page, id, "v1").locator(".name")).hasText(HOSTILE);
        assertThat(event(page, id, "v1")).containsText("applied");
        assertThat(readModel(id).body()).contains(HOSTILE);

        page.locator("#old-id").fill(id);
        button(page, "Rename").click();
        Locator dialog = page.getByRole(AriaRole.DIALOG);
        dialog.getByRole(AriaRole.TEXTBOX).fill("바뀐 이름");
        button(dialog, "Rename").click();
        assertThat(event(page, id, "v2").locator(".name")).hasText("바뀐 이름");
        assertThat(event(page, id, "v2")).containsText("applied");
        assertThat(readModel(id).body()).contains("바뀐 이름");

        confirm(page, "Delete", "Delete");
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
    void showsARelayThatWasKilledWithItsCauseAndItsGrowingLagAndHealsCleanly() {
        Page page = open();
        createCategory(page, "before");

        confirm(page, "Kill outbox-relay", "Kill");
        Locator relay = page.locator("#stage-relay");
        assertThat(relay.locator(".card")).hasAttribute("data-health", "BAD");
        assertThat(page.locator("#alarm")).containsText("outbox-relay is stopped.");
        assertThat(page.locator("#alarm").getByRole(AriaRole.BUTTON))
                .hasText(new String[] {"Start outbox-relay", "Log"});
        assertThat(page.locator(".marks")).containsText("kill outbox-relay");
        // From here on, nothing is confirmed: the lag cannot fall, and rises with each event.
        assertThat(page.locator("#stage-slot .card")).hasAttribute("data-health", "BAD");
        double lag = drawn(page, SLOT_LAG);

        String waiting = createCategory(page, "릴레이 없이");
        assertThat(event(page, waiting, "v1").locator(".stop[data-state=waiting]"))
                .containsText("topic");
        awaitDrawn(page, SLOT_LAG, "after an event", now -> now > lag);
        double risen = drawn(page, SLOT_LAG);
        createCategory(page, "아직도 릴레이 없이");
        awaitDrawn(page, SLOT_LAG, "after another event", now -> now > risen);

        button(page.locator("#alarm"), "Start outbox-relay").click();
        assertThat(event(page, waiting, "v1"))
                .containsText("applied", new ContainsTextOptions().setTimeout(LONG_MILLIS));
        awaitGood(page, "relay");
        awaitDrawn(page, SLOT_LAG, "healed", now -> now < risen);
        assertThat(page.locator("#alarm")).isEmpty();
        verifyClean(page);
        assertThat(chromium.errors()).isEmpty();
    }

    @Test
    void playsADemonstrationToItsEnd() {
        Page page = open();
        page.locator("#demonstrations summary").first().click();
        Locator first = page.locator("[data-demonstration='1']");
        first.locator("summary").click();
        button(first, "Begin").click();
        for (String command : List.of("kill outbox-relay", "curl -X POST", "start outbox-relay")) {
            assertThat(first.locator(".command").last())
                    .containsText(command, new ContainsTextOptions().setTimeout(LONG_MILLIS));
            button(first, "Do it").click();
        }
        assertThat(first.locator(".outcome"))
                .containsText("Played to its end", new ContainsTextOptions().setTimeout(LONG_MILLIS));
        assertThat(first.locator(".played")).containsText("lost 0, doubled 0");
        assertThat(page.locator(".marks")).containsText("kill outbox-relay");
        awaitGood(page, "relay");
        assertThat(chromium.errors()).isEmpty();
    }

    @Test
    void killingKafkaNeitherWidensThePageNorHidesItsStart() {
        Page page = open();
        confirm(page, "Kill kafka", "Kill");
        assertThat(page.locator("#stage-topic .card"))
                .hasAttribute("data-health", "BAD", new HasAttributeOptions().setTimeout(LONG_MILLIS));
        // It reports a failure once Kafka's client has given up.
        assertThat(page.locator("#stage-relay .card"))
                .hasAttribute("data-health", "BAD", new HasAttributeOptions().setTimeout(LONG_MILLIS));
        assertThat(page.locator("[data-component=outbox-relay] .chip"))
                .containsText("not ready", new ContainsTextOptions().setTimeout(LONG_MILLIS));

        for (int[] size : new int[][] {{1280, 720}, {1440, 900}, {390, 844}}) {
            page.setViewportSize(size[0], size[1]);
            assertThat((int) page.evaluate("() => document.documentElement.scrollWidth"))
                    .isLessThanOrEqualTo(size[0]);
            Locator start = button(page.locator("[data-component=kafka]"), "Start kafka");
            start.scrollIntoViewIfNeeded();
            assertThat(start.boundingBox().x + start.boundingBox().width).isLessThanOrEqualTo(size[0]);
        }
        assertThat(page.locator("main")).not().containsText("\":");
        page.setViewportSize(1280, 720);

        button(page.locator("[data-component=kafka]"), "Start kafka").click();
        assertThat(page.locator("[data-component=kafka] .chip")).containsText("Starting");
        assertThat(page.locator("#stage-topic .chip")).containsText("Starting");
        for (String stage : List.of("topic", "relay", "group", "readModel")) {
            awaitGood(page, stage);
        }
        verifyClean(page);
    }

    @Test
    void makesANewSlotForOneThatWasDroppedAndLosesNothing() {
        Page page = open();
        confirm(page, "Drop slot", "Drop slot");
        assertThat(page.locator("#faults .outcome")).containsText("the slot is dropped");
        assertThat(page.locator(".marks")).containsText("drop the slot");

        String id = createCategory(page, "슬롯 없이");
        assertThat(event(page, id, "v1")).containsText("applied", new ContainsTextOptions().setTimeout(LONG_MILLIS));
        awaitGood(page, "slot");
        awaitGood(page, "relay");
        verifyClean(page);
    }

    @Test
    void goesOnWithMorePartitions() {
        Page page = open();
        Locator ofTopic = page.locator("#stage-topic tbody tr");
        assertThat(ofTopic.first()).isVisible();
        int more = ofTopic.count() + 2;
        confirm(page, "Add partitions", "Add partitions");
        assertThat(page.locator("#faults .outcome")).containsText("has " + more + " partitions now");

        assertThat(ofTopic).hasCount(more);
        assertThat(page.locator("#stage-topic summary")).hasText(more + " partitions");
        Locator members = page.locator("#stage-group tbody td:last-child");
        assertThat(members).hasCount(more);
        assertThat(members.filter(new Locator.FilterOptions().setHasText("none")))
                .hasCount(0);
        assertThat(event(page, createCategory(page, "파티션 추가"), "v1"))
                .containsText("applied", new ContainsTextOptions().setTimeout(LONG_MILLIS));
        awaitGood(page, "group");
        verifyClean(page);
    }

    @Test
    void opensAndReportsAnUnreachableServer() {
        Page page = open();
        confirm(page, "Freeze lecture-db", "Freeze");
        assertThat(page.locator("#stage-readModel .card"))
                .hasAttribute("data-health", "BAD", new HasAttributeOptions().setTimeout(LONG_MILLIS));

        Page another = open();
        assertThat(another.locator("#alarm")).containsText("the lecture database");
        assertThat(another.locator("#alarm").getByRole(AriaRole.BUTTON))
                .hasText(new String[] {"Unfreeze lecture-db", "Log"});
        assertThat(another.locator("#live")).hasText("live");

        button(page.locator("[data-component=lecture-db]"), "Unfreeze lecture-db")
                .click();
        awaitGood(page, "readModel");
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

    /** Returns the last value that the plot has drawn of a line; NaN if it has drawn none. */
    private static double drawn(Page page, String line) {
        String value = page.locator("#plots data[data-line=" + line + "]").getAttribute("value");
        return value == null || value.isEmpty() ? Double.NaN : Double.parseDouble(value);
    }

    private static void awaitDrawn(Page page, String line, String what, DoublePredicate expected) {
        // A page belongs to the thread that has opened it.
        await(line + " in the plot, " + what)
                .pollInSameThread()
                .atMost(BOUND)
                .until(() -> expected.test(drawn(page, line)));
    }

    private static HttpResponse<String> readModel(String id) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(URI.create(console + "lecture/readCategories/" + id)));
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofString());
    }
}
