package com.everyoneslecture.console.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The page before a console that says what a test wants it to say. */
class PageIT {

    @RegisterExtension
    static final Chromium chromium = new Chromium();

    @RegisterExtension
    final ConsoleStub console = new ConsoleStub(true);

    @Test
    void showsWhatUsersWroteAsText() {
        Page page = open();

        assertThat(life(page, "8").locator(".name")).hasText("<img src=x onerror=alert(1)>");
        assertThat(life(page, "9").locator(".name")).hasText("not <i>json</i>");
        // Whatever is loaded later moves the lines below it, and a press and a release on different lines are no click.
        assertThat(page.locator("#letters summary").first()).isVisible();
        life(page, "8").getByRole(AriaRole.BUTTON).first().click();
        assertThat(life(page, "8")).containsText("<script>alert(2)</script>");
        page.locator("#letters summary").first().click();
        assertThat(page.locator("#letters pre").first()).hasText("<img src=x onerror=alert(3)>");
        assertThat(page.locator("main img, main script, main i:not([class]):not(.wire i)"))
                .hasCount(0);
        assertThat(chromium.errors()).isEmpty();
    }

    @Test
    void tellsWhereEachEventIs() {
        Page page = open();

        assertThat(life(page, "9").locator(".stop[data-state=waiting]")).containsText("topic: waiting");
        assertThat(life(page, "8").locator(".stop").nth(1)).containsText("1@98");
        assertThat(life(page, "8").locator(".stop[data-state=waiting]")).containsText("read model: waiting");
        assertThat(life(page, "7").locator(".stop").last()).containsText("applied +9 ms");
    }

    @Test
    void saysWhatIsBrokenWithCauseAndRemedyOnTopAndAtTheCard() {
        console.shows("broken.json");
        Page page = open();

        assertThat(page.locator("#standing")).containsText("Events do not get through: Slot, Relay");
        assertThat(page.locator("#alarm")).containsText("connection refused <b>bold</b>");
        assertThat(page.locator("#alarm")).containsText("Remedy: start it, or see its log");
        Locator relay = page.locator("#stage-relay");
        assertThat(relay.locator(".chip")).hasText(Pattern.compile("✕\\s*Broken"));
        assertThat(relay.locator(".callout")).containsText("connection refused <b>bold</b>");
        assertThat(page.locator("#stage-slot .callout")).containsText("no relay streams from the slot");

        console.shows("healthy.json");
        assertThat(page.locator("#standing")).containsText("Events flow");
        assertThat(page.locator("#alarm")).isEmpty();
        assertThat(relay.locator(".callout")).isHidden();
    }

    @Test
    void speaksTheLanguageOfTheBrowser() {
        Page page = chromium.open(console.url(), Chromium.english().setLocale("ko-KR"));

        assertThat(page.locator("html")).hasAttribute("lang", "ko");
        assertThat(page.locator("#standing")).containsText("이벤트가 흐르고 있습니다");
        assertThat(page.getByRole(AriaRole.BUTTON, named("만들기"))).isVisible();
        assertThat(page.locator("#stage-outbox")).containsText("12,345");
        assertThat(page.locator("body")).not().containsText("undefined");
    }

    @ParameterizedTest
    @CsvSource({"en-US,capture", "ko-KR,캡처"})
    void namesTheCaptureThatTheRelayReports(String locale, String label) {
        Page page = chromium.open(console.url(), Chromium.english().setLocale(locale));
        Locator capture = page.locator("#stage-relay .facts > div")
                .filter(new Locator.FilterOptions().setHas(page.getByText(label, exactly())));

        assertThat(capture.locator("dd")).hasText("debezium");
        console.shows("broken.json");
        assertThat(capture.locator("dd")).hasText("–");
    }

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

        assertThat(buttonsOf(page, "outbox-relay")).hasText(new String[] {"Kill", "Freeze", "Stop"});
        assertThat(buttonsOf(page, "kafka")).hasText(new String[] {"Thaw", "Kill"});
        assertThat(buttonsOf(page, "lecture-projector")).hasText(new String[] {"Start"});
    }

    @Test
    void saysWhyAComponentDiedWithTheEndOfItsLogAndTheCommandsThatHelp() {
        Page page = open();
        Locator dead = page.locator("[data-component=category-db]");

        assertThat(dead.locator(".chip")).containsText("died");
        assertThat(dead.locator(".where")).hasText(":15432 exit status 3 (out of memory)");
        assertThat(dead.locator(".death")).containsText("<b>the last line</b>");
        assertThat(dead.locator(".death")).containsText("./outbox start category-db");
        assertThat(buttonsOf(page, "category-db")).hasText(new String[] {"Start"});
        assertThat(page.locator("[data-component=kafka] .death")).isHidden();
    }

    /** uPlot before 1.6.31 copies a key {@code __proto__} of its options; the plots give it no foreign objects as options. */
    @Test
    void keysOfForeignDataDoNotReachThePrototypeOfAllObjects() {
        String foreign = "\"__proto__\":{\"polluted\":true},\"constructor\":{\"prototype\":{\"polluted\":true}}";
        console.answers(
                "/api/history",
                "{\"samples\":[{\"at\":\"%s\",\"writesPerSecond\":{%s},\"groupLag\":1,%s}],\"marks\":[{\"at\":\"%s\",\"text\":\"kill kafka\",%s}],%s}"
                        .formatted(Instant.now(), foreign, foreign, Instant.now(), foreign, foreign));
        Page page = open();

        assertThat(page.locator("#plots .canvas canvas")).hasCount(3);
        assertThat(page.locator("#plots .marks")).containsText("kill kafka");
        assertThat(page.evaluate("({}).polluted === undefined")).isEqualTo(true);
    }

    @Test
    void saysThatTheConsoleItselfIsSilentUntilItSpeaksAgain() {
        Page page = open();
        assertThat(page.locator("#live")).hasText("live");

        console.speaks(false);
        assertThat(page.locator("#silence")).containsText("The console itself does not answer since");
        assertThat(page.locator("#standing")).containsText("Not known how it stands");
        console.speaks(true);
        assertThat(page.locator("#silence")).isEmpty();
        assertThat(page.locator("#live")).hasText("live");
    }

    @Test
    void closesItsStreamWhileItIsHidden() {
        Page page = open();
        assertThat(page.locator("#live")).hasText("live");
        assertThat(console.openStreams()).isEqualTo(1);

        seen(page, false);
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> console.openStreams() == 0);
        seen(page, true);
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> console.openStreams() == 1);
    }

    @ParameterizedTest
    @CsvSource({"en-US,1280,720", "ko-KR,1280,720", "en-US,390,844", "ko-KR,390,844"})
    void needsNoSidewaysScrolling(String locale, int width, int height) {
        console.shows("broken.json");
        // As in real health: no character after which a browser may break the line.
        String health = "\\\"status\\\":\\\"DOWN\\\",".repeat(60);
        console.answers("/api/components", """
                [{"name":"lecture-projector","state":"running","health":"down","reason":"%s","pid":7,"port":8082,"log":[],"remedy":null}]""".formatted(health));
        Page page = chromium.open(
                console.url(), new NewContextOptions().setLocale(locale).setViewportSize(width, height));
        assertThat(page.locator("#alarm")).not().isEmpty();
        assertThat(page.locator(".life")).hasCount(3);

        assertThat((int) page.evaluate("() => document.documentElement.scrollWidth"))
                .isLessThanOrEqualTo(width);
    }

    @ParameterizedTest
    @EnumSource(names = {"LIGHT", "DARK"})
    void hasContrastEnoughToRead(ColorScheme scheme) {
        console.shows("broken.json");
        Page page = chromium.open(console.url(), Chromium.english().setColorScheme(scheme));
        page.getByRole(AriaRole.BUTTON, named("Examine")).click();
        assertThat(page.locator(".findings pre")).isVisible();
        life(page, "8").getByRole(AriaRole.BUTTON).first().click();
        assertThat(page.locator("#alarm")).not().isEmpty();

        assertThat((List<?>) page.evaluate(ConsoleStub.fixture("contrast.js"))).isEmpty();
    }

    @Test
    void canBeUsedWithoutAMouse() {
        Page page = open();
        assertThat(page.locator(".life")).hasCount(3);
        assertThat(page.locator("#live")).hasText("live");

        page.keyboard().press("Tab");
        assertThat(page.locator(":focus")).hasText("Skip to the newest events");
        page.keyboard().press("Enter");
        assertThat(page.locator(":focus")).hasId("tail");
        assertThat((List<?>) page.evaluate("() => [...document.querySelectorAll('button, a, summary, input, textarea')]"
                        + ".filter(node => node.tabIndex < 0"
                        + " || !(node.ariaLabel || node.innerText || node.labels?.length))"
                        + ".map(node => node.outerHTML)"))
                .as("what cannot be reached or has no name")
                .isEmpty();
    }

    @Test
    void drawsTheLastMinutesWithTheirFaults() {
        console.answers(
                "/api/history",
                "{\"samples\":[{\"at\":\"2026-11-23T04:40:00Z\",\"writesPerSecond\":3,\"groupLag\":7}],"
                        + "\"marks\":[{\"at\":\"2099-11-23T04:40:00Z\",\"text\":\"kill outbox-relay\"}]}");
        Page page = open();

        assertThat(page.locator("#plots canvas")).hasCount(3);
        assertThat(page.locator(".marks")).containsText("kill outbox-relay");
        assertThat(chromium.errors()).isEmpty();
    }

    @Test
    void listsTopicsWithTheLagOfEachGroupAndUnfoldsOne() {
        String groups =
                "[{\"group\":\"CGR-a\",\"state\":\"Stable\",\"lag\":0},{\"group\":\"<b>b</b>\",\"state\":\"Empty\",\"lag\":1234}]";
        String row =
                "{\"topic\":\"orderChanged\",\"partitions\":2,\"perSecond\":3.5,\"deadLetters\":7,\"groups\":%s,\"ofPartitions\":%s}";
        console.answers("/api/topics", "{\"topics\":[" + row.formatted(groups, "[]") + "],\"leftOut\":5}");
        console.answers(
                "/api/topics/orderChanged",
                row.formatted(
                        groups,
                        "[{\"partition\":1,\"endOffset\":2000,"
                                + "\"committed\":[{\"group\":\"<b>b</b>\",\"offset\":766,\"lag\":1234}]}]"));
        console.answers(
                "/api/parked-keys",
                "[{\"name\":\"orders\",\"failure\":null,\"parked\":[{\"topic\":\"orderChanged\",\"key\":\"4711\","
                        + "\"waiting\":2,\"reason\":\"<i>no</i> customer\",\"since\":\"2026-01-01T00:00:00Z\"}]}]");
        console.answers("/api/parked-keys/retries", "{\"applied\":2,\"waiting\":0,\"failure\":null}");
        Page page = open();
        Locator topic = page.locator("[data-topic=orderChanged]");

        assertThat(topic.locator("td"))
                .hasText(new String[] {"2", "3.5", "CGR-a: 0<b>b</b>: 1,234 (no members)", "1", "7"});
        assertThat(page.locator("#topics")).containsText("5 more topics are not shown");
        topic.getByRole(AriaRole.BUTTON).click();
        assertThat(page.locator("#topics .detail td")).hasText(new String[] {"2,000", "–", "1,234"});
        assertThat(page.locator("#parked .letters li")).containsText("<i>no</i> customer");
        page.locator("#parked").getByRole(AriaRole.BUTTON, in("Retry")).click();
        assertThat(page.locator("#parked .outcome")).containsText("Key 4711: 2 applied");
        assertThat(console.asked()).containsExactly("POST /api/parked-keys/retries t0ken");
    }

    @Test
    void namesFaultsAndDeadLettersInTheLanguageOfTheBrowser() {
        console.answers(
                "/api/history",
                "{\"samples\":[],\"marks\":[{\"at\":\"2099-11-23T04:40:00Z\",\"text\":\"kill kafka\"},"
                        + "{\"at\":\"2099-11-23T04:40:01Z\",\"text\":\"drop the slot\"}]}");
        Page page = chromium.open(console.url(), Chromium.english().setLocale("ko-KR"));

        assertThat(page.locator(".marks")).containsText("kafka 강제 종료");
        assertThat(page.locator(".marks")).containsText("슬롯 삭제");
        assertThat(page.locator(".marks")).not().containsText("kill");
        assertThat(page.locator("#letters")).not().containsText("no row of the outbox");
    }

    @Test
    void saysInTheLanguageOfTheBrowserWhatIsWrongWithADeadLetter() {
        String letters = ConsoleStub.fixture("dead-letters.json");
        console.answers("/api/dead-letters", letters.replace("3145728 bytes", "categoryName is there twice"));
        Page page = chromium.open(console.url(), Chromium.english().setLocale("ko-KR"));
        Locator details = page.locator("#letters details > p > span");

        assertThat(details.nth(0)).hasText("categoryName: 두 번 있습니다");
        assertThat(details.nth(0)).hasAttribute("lang", "ko");
        assertThat(details.nth(1)).hasText("Unexpected character");
        assertThat(details.nth(1)).hasAttribute("lang", "en");
        assertThat((List<?>) page.evaluate(
                        "async details => { const { detailText } = await import('./js/letterdetails.js');"
                                + " return details.filter(detail => detailText(detail).lang !== 'ko'); }",
                        List.of(
                                "the key is not the id in ce_subject",
                                "the value is not JSON, at byte 17",
                                "categoryId is of another type: VALUE_STRING",
                                "ce_id is not a UUID",
                                "content-type is not application/json",
                                "discarded by an operator",
                                "'no topic!' is not a topic name: up to 249 of the characters a-z, A-Z, 0-9, '.', '_' and '-'",
                                "there is no topic 't', and the relay does not create it: it creates 50 topics at most for"
                                        + " aggregate types without a route. Configure a route to it")))
                .isEmpty();
    }

    @Test
    void namesOfFaultsDoNotLieOverEachOther() {
        Page page = open();

        // The first is drawn to the right of its line, the second, at the edge, to the left.
        assertThat(
                        page.evaluate(
                                "async () => { const { placeOfName } = await import('./js/marks.js');"
                                        + " const plot = { left: 0, width: 100 };"
                                        + " return [placeOfName(plot, 70, 1), placeOfName(plot, 95, 1)].map(place => place.slice(0, 2)).join(' '); }"))
                .isEqualTo("70,84 81,95");
    }

    @Test
    void saysThatARecordIsReadAndNotInTheReadModel() {
        console.shows("read.json");
        Page page = open();

        assertThat(life(page, "8").locator(".stop").last()).containsText("not in the read model");
        assertThat(life(page, "8").locator(".stop").last())
                .hasAttribute("title", Pattern.compile("write to another database"));
        assertThat(life(page, "7").locator(".stop").last()).containsText("applied");
    }

    @Test
    void showsAllOfEightPartitions() {
        console.shows("read.json");
        Page page = open();
        Locator last = page.locator("#stage-group .partitions tbody tr").last();

        assertThat(page.locator("#stage-group .partitions tbody tr")).hasCount(8);
        assertThat((boolean) last.evaluate("row => { const box = row.closest('.scroll').getBoundingClientRect();"
                        + " return row.getBoundingClientRect().bottom <= box.bottom + 1; }"))
                .isTrue();
    }

    @Test
    void saysInWordsWhatItDraws() {
        Page page = open();
        Locator lags = page.getByRole(
                AriaRole.IMG,
                named("slot, bytes: now 1.2 kB, between 1.2 kB and 1.2 kB; "
                        + "group, records: now 0, between 0 and 0"));
        assertThat(lags).isVisible();
        assertThat(page.locator("[data-line=slotLagBytes]")).hasAttribute("value", "1234");

        console.shows("broken.json");
        assertThat(page.locator("[data-line=slotLagBytes]")).hasAttribute("value", "734003200");
        assertThat(page.getByRole(
                        AriaRole.IMG,
                        named("slot, bytes: now 734 MB, between 1.2 kB and 734 MB; "
                                + "group, records: now –, between 0 and 0")))
                .isVisible();
    }

    @Test
    void loadsAgainWhenAPartOfItDidNotCome() {
        Page page = open();
        AtomicBoolean keptBack = new AtomicBoolean();
        page.route("**/js/life.js", route -> {
            if (keptBack.compareAndSet(false, true)) {
                route.abort();
            } else {
                route.resume();
            }
        });

        page.reload();

        assertThat(page.locator("#live")).hasText("live");
        assertThat(page.locator(".life")).hasCount(3);
        assertThat(keptBack).isTrue();
    }

    private Page open() {
        return chromium.open(console.url(), Chromium.english());
    }

    private static Locator life(Page page, String category) {
        return page.locator(".life:has(a[href='#category=" + category + "'])");
    }

    private static Locator buttonsOf(Page page, String component) {
        return page.locator("[data-component=" + component + "] button");
    }

    private static Page.GetByTextOptions exactly() {
        return new Page.GetByTextOptions().setExact(true);
    }

    private static Page.GetByRoleOptions named(String name) {
        return new Page.GetByRoleOptions().setName(name).setExact(true);
    }

    private static Locator.GetByRoleOptions in(String name) {
        return new Locator.GetByRoleOptions().setName(name).setExact(true);
    }

    private static void seen(Page page, boolean visible) {
        page.evaluate(
                "state => {"
                        + " Object.defineProperty(document, 'visibilityState', { configurable: true, value: state });"
                        + " document.dispatchEvent(new Event('visibilitychange')); }",
                visible ? "visible" : "hidden");
    }
}
