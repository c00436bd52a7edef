package com.everyoneslecture.console.browser;

import static com.everyoneslecture.console.browser.Controls.in;
import static com.everyoneslecture.console.browser.Controls.life;
import static com.everyoneslecture.console.browser.Controls.named;
import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The layout of the page: plots and marks, widths, contrast, and the order of the keyboard focus. */
class LayoutIT {

    @RegisterExtension
    static final Chromium chromium = new Chromium();

    @RegisterExtension
    final ConsoleStub console = new ConsoleStub(true);

    @ParameterizedTest
    @CsvSource({"en-US,1280,720", "ko-KR,390,844"})
    void needsNoSidewaysScrolling(String locale, int width, int height) {
        requireNoSidewaysScrolling(locale, width, height);
    }

    @Tag("long")
    @ParameterizedTest
    @CsvSource({"ko-KR,1280,720", "en-US,1440,900", "ko-KR,1440,900", "en-US,390,844"})
    void needsNoSidewaysScrollingOnOtherScreens(String locale, int width, int height) {
        requireNoSidewaysScrolling(locale, width, height);
    }

    private void requireNoSidewaysScrolling(String locale, int width, int height) {
        // As in a real health response: no character after which a browser may break the line.
        String health = "\\\"status\\\":\\\"DOWN\\\",".repeat(60);
        console.answers("/api/components", """
                [{"name":"lecture-projector","state":"running","health":"down","reason":"%s","pid":7,"port":8082,"log":[],"remedy":null},
                 {"name":"kafka","state":"died","health":"down","reason":"%s","pid":null,"port":9092,"log":["%s"],"remedy":"%s"}]""".formatted(health, health, health, health));
        console.answers("/api/components/kafka/log", "{\"name\":\"kafka\",\"lines\":[\"%s\"]}".formatted(health));
        console.refuses("/api/topics", 503, health);
        console.refuses("/api/dead-letters", 503, health);
        Page page = chromium.open(
                console.url(), new NewContextOptions().setLocale(locale).setViewportSize(width, height));
        assertThat(page.locator(".life")).hasCount(3);

        for (String state : List.of("broken", "healthy", "long", "brokers", "starting", "read")) {
            console.shows(state + ".json");
            assertThat(page).hasTitle(Pattern.compile("^" + signOf(state)));
            assertThat((int) page.evaluate("() => document.documentElement.scrollWidth"))
                    .as(state)
                    .isLessThanOrEqualTo(width);
            assertThat((List<?>) page.evaluate(
                            "width => [...document.querySelectorAll('main button')]"
                                    + ".filter(one => one.checkVisibility() && !one.closest('.wide-table'))"
                                    + ".filter(one => one.getBoundingClientRect().right > width || one.getBoundingClientRect().left < 0)"
                                    + ".map(one => one.outerHTML)",
                            width))
                    .as("buttons beside the screen: " + state)
                    .isEmpty();
        }
        page.locator("#faults [data-log=kafka]").click();
        assertThat(page.locator("dialog pre")).containsText("DOWN");
        assertThat(
                        (boolean)
                                page.locator("dialog")
                                        .evaluate(
                                                "one => one.getBoundingClientRect().right <= innerWidth && one.scrollWidth <= one.clientWidth"))
                .as("the log fits")
                .isTrue();
    }

    /** Two states in turn have different signs. */
    private static String signOf(String state) {
        return switch (state) {
            case "healthy", "read" -> "✓";
            case "starting" -> "…";
            case "brokers" -> "▲";
            default -> "✕";
        };
    }

    @ParameterizedTest
    @EnumSource(names = {"LIGHT", "DARK"})
    void hasContrastEnoughToRead(ColorScheme scheme) {
        console.shows("broken.json");
        Page page = chromium.open(console.url(), Chromium.english().setColorScheme(scheme));
        page.getByRole(AriaRole.BUTTON, named("Run doctor")).click();
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
    void drawsTheLastMinutesWithTheirFaults() {
        console.answers(
                "/api/history",
                "{\"samples\":[{\"at\":\"2026-11-23T04:40:00Z\",\"writesPerSecond\":3,\"groupLag\":7}],"
                        + "\"marks\":[{\"at\":\"2099-11-23T04:40:00Z\",\"text\":\"kill outbox-relay\"}]}");
        Page page = open();

        assertThat(page.locator("#plots canvas")).hasCount(4);
        assertThat(page.locator(".marks")).containsText("kill outbox-relay");
        assertThat(chromium.errors()).isEmpty();
    }

    @Test
    void saysTheValueUnderThePointer() {
        console.answers(
                "/api/history",
                "{\"samples\":[{\"at\":\"%s\",\"groupLag\":7}],\"marks\":[]}"
                        .formatted(Instant.now().minusSeconds(50)));
        Page page = open();
        Locator plot = page.locator("[data-plot=groupLags]");
        assertThat(plot.getByRole(AriaRole.IMG, in("group, records: now 0, between 0 and 7")))
                .isVisible();
        assertThat(plot.locator("data")).hasText("0");

        plot.locator(".u-over").hover(new Locator.HoverOptions().setPosition(8, 40));
        assertThat(plot.locator("data")).hasText("7");
        assertThat(plot.locator(".pointed")).hasText(Pattern.compile("[0-9:]{8}"));
        page.mouse().move(1, 1);
        assertThat(plot.locator("data")).hasText("0");
        assertThat(plot.locator(".pointed")).isHidden();
    }

    @Test
    void flagsOfMarksDoNotLieOverEachOther() {
        Page page = open();

        // Lines at 0, 5, 20 and 21 with flags of 15: in the first row, below it, in the first again, below; a third row
        // is not there.
        assertThat(page.evaluate(
                        "async () => (await import('./js/marks.js')).rowsOf([0, 5, 20, 21, 22], 15, 2).join()"))
                .isEqualTo("0,1,0,1,");
    }

    @Test
    void whatBreaksAndWhatMendsHaveDifferentColours() {
        Page page = open();

        assertThat(page.evaluate("async () => { const { colourOf } = await import('./js/marks.js');"
                        + " return ['kill kafka', 'drop the slot', 'start kafka', 'resume kafka', 'retry 2']"
                        + ".map(text => colourOf({ text })).join(' '); }"))
                .isEqualTo("--bad --bad --good --good --accent");
    }

    @Test
    void aSpikeFlattensTheRestOnlyWhileItIsNew() {
        Page page = open();
        String top = "async values => { const { topOf } = await import('./js/scale.js');"
                + " const { top, spike } = topOf([values]); return `${Math.round(top)} ${spike}`; }";
        List<Integer> quiet = Collections.nCopies(40, 12);

        assertThat(page.evaluate(
                        top, Stream.concat(quiet.stream(), Stream.of(5_000)).toList()))
                .as("new")
                .isEqualTo("5500 null");
        assertThat(page.evaluate(
                        top, Stream.concat(Stream.of(5_000), quiet.stream()).toList()))
                .as("old")
                .isEqualTo("26 5000");
        assertThat(page.evaluate(top, List.of(0, 0, 0, 12))).as("the first").isEqualTo("13 null");
        assertThat(page.evaluate(top, List.of())).as("nothing").isEqualTo("1 null");
    }

    @Test
    void saysInWordsWhatItDraws() {
        Page page = open();
        assertThat(page.getByRole(AriaRole.IMG, named("slot, bytes: now 1.2 kB, between 1.2 kB and 1.2 kB")))
                .isVisible();
        assertThat(page.getByRole(AriaRole.IMG, named("group, records: now 0, between 0 and 0")))
                .isVisible();
        assertThat(page.locator("[data-line=slotLagBytes]")).hasAttribute("value", "1234");

        console.shows("broken.json");
        assertThat(page.locator("[data-line=slotLagBytes]")).hasAttribute("value", "734003200");
        assertThat(page.getByRole(AriaRole.IMG, named("slot, bytes: now 734 MB, between 1.2 kB and 734 MB")))
                .isVisible();
        assertThat(page.getByRole(AriaRole.IMG, named("group, records: now –, between 0 and 0")))
                .isVisible();
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

        assertThat(page.locator("#plots .canvas canvas")).hasCount(4);
        assertThat(page.locator("#plots .marks")).containsText("kill kafka");
        assertThat(page.evaluate("({}).polluted === undefined")).isEqualTo(true);
    }

    private Page open() {
        return chromium.open(console.url(), Chromium.english());
    }
}
