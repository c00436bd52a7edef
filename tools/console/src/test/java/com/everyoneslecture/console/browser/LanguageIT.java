package com.everyoneslecture.console.browser;

import static com.everyoneslecture.console.browser.Controls.life;
import static com.everyoneslecture.console.browser.Controls.named;
import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The page in the language of the browser. */
class LanguageIT {

    @RegisterExtension
    static final Chromium chromium = new Chromium();

    @RegisterExtension
    final ConsoleStub console = new ConsoleStub(true);

    @Test
    void speaksTheLanguageOfTheBrowser() {
        Page page = chromium.open(console.url(), Chromium.english().setLocale("ko-KR"));

        assertThat(page.locator("html")).hasAttribute("lang", "ko");
        assertThat(page.locator("#standing")).containsText("이벤트가 정상적으로 처리되고 있습니다");
        assertThat(page.getByRole(AriaRole.BUTTON, named("만들기"))).isVisible();
        assertThat(page.locator("#stage-outbox")).containsText("12,345");
        assertThat(page.locator("body")).not().containsText("undefined");
    }

    @Test
    void saysCausesRemediesAndStatesInTheLanguageOfTheBrowser() {
        console.shows("frozen.json");
        Page page = chromium.open(console.url(), Chromium.english().setLocale("ko-KR"));

        assertThat(page.locator("#alarm")).containsText("Kafka: 응답 없음");
        assertThat(page.locator("#alarm")).containsText("kafka: 일시 정지됨.");
        assertThat(page.locator("#alarm").getByRole(AriaRole.BUTTON)).hasText(new String[] {"kafka 재개", "로그"});
        assertThat(page.locator("#stage-slot .callout")).containsText("슬롯에서 스트리밍하는 릴레이가 없어 WAL이 쌓이고 있습니다");
        assertThat(page.locator("#stage-group .callout")).containsText("그룹 상태를 알 수 없습니다. Kafka: 응답 없음");
        assertThat(page.locator("#stage-relay .chip")).containsText("시작 중, 12초");
        assertThat(page.locator("#stage-relay .callout")).containsText("outbox-relay: 12초 전에 시작함");
        assertThat(page.locator("#stage-readModel .callout")).containsText("새 데드 레터 1개, 최근 이유: JSON이 아님");
        assertThat(page.locator("#stage-readModel .callout a")).containsText("데드 레터를 확인하고");
        assertThat(page.locator("#flow [lang=en]")).hasCount(0);
        assertThat(page.locator("#stage-slot .large")).hasText("0 B");
    }

    @Test
    void remembersTheChosenLanguageColoursAndTimeZone() {
        Page page = chromium.open(
                console.url(), Chromium.english().setTimezoneId("Asia/Seoul").setColorScheme(ColorScheme.LIGHT));
        assertThat(life(page, "7").locator("time")).hasText("13:40:00");
        assertThat(page.locator("html")).hasAttribute("data-theme", "light");

        page.getByLabel("Colours").selectOption("dark");
        assertThat(page.locator("html")).hasAttribute("data-theme", "dark");
        page.getByLabel("Time zone").selectOption("UTC");
        assertThat(life(page, "7").locator("time")).hasText("04:40:00");
        page.getByLabel("Language").selectOption("ko");
        assertThat(page.locator("html")).hasAttribute("lang", "ko");

        page.reload();
        assertThat(page.locator("html")).hasAttribute("lang", "ko");
        assertThat(page.locator("html")).hasAttribute("data-theme", "dark");
        assertThat(life(page, "7").locator("time")).hasText("04:40:00");
    }

    /** Every code that the server sends has a translation. */
    @Test
    void knowsTheCodesOfTheServer() throws Exception {
        Page page = chromium.open(console.url(), Chromium.english().setLocale("ko-KR"));
        Path sources = Path.of(System.getProperty("repository.root"), "tools/console/src/main/java");
        List<String> codes = new ArrayList<>();
        try (Stream<Path> files = Files.walk(sources.resolve("com/everyoneslecture/console/flow"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Matcher code = Pattern.compile("Words\\.of\\(\\s*\"([a-z-]+)\"").matcher(Files.readString(file));
                while (code.find()) {
                    codes.add(code.group(1));
                }
            }
        }

        assertThat(codes).contains("slot-idle", "start-relay");
        assertThat((List<?>) page.evaluate(
                        "async codes => { const { causeOf, remedyOf } = await import('./js/causes.js');"
                                + " return codes.filter(code => causeOf({ causeCode: code }).lang !== 'ko'"
                                + " && remedyOf({ remedyCode: code }).lang !== 'ko'); }",
                        codes))
                .isEmpty();
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
    void namesFaultsAndDeadLettersInTheLanguageOfTheBrowser() {
        console.answers(
                "/api/history",
                "{\"samples\":[],\"marks\":[{\"at\":\"2099-11-23T04:40:00Z\",\"text\":\"kill kafka\"},"
                        + "{\"at\":\"2099-11-23T04:40:01Z\",\"text\":\"drop the slot\"}]}");
        Page page = chromium.open(console.url(), Chromium.english().setLocale("ko-KR"));

        assertThat(page.locator(".marks")).containsText("kafka 강제 종료");
        assertThat(page.locator(".marks")).containsText("슬롯 삭제");
        assertThat(page.locator(".marks")).not().containsText("kill");
        assertThat(page.locator("#letters")).not().containsText("no row in the outbox");
    }

    @Test
    void saysInTheLanguageOfTheBrowserWhatIsWrongWithADeadLetter() {
        String letters = ConsoleStub.fixture("dead-letters.json");
        console.answers("/api/dead-letters", letters.replace("3145728 bytes", "categoryName occurs twice"));
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
                                "categoryId has the wrong type: VALUE_STRING",
                                "eventType differs from the record's header",
                                "ce_id is not a UUID",
                                "content-type is not application/json",
                                "discarded by an operator",
                                "'no topic!' is not a topic name: up to 249 of the characters a-z, A-Z, 0-9, '.', '_' and '-'",
                                "there is no topic 't', and the relay does not create it: it creates 50 topics at most for"
                                        + " aggregate types without a route. Configure a route to it")))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "en-US, Freeze outbox-relay, 'keeps its connections, and answers no request'",
        "ko-KR, 일시 정지 outbox-relay, '연결은 유지하지만 어떤 요청에도 응답하지 않습니다'"
    })
    void saysWhatFreezingDoes(String locale, String freeze, String what) {
        Page page = chromium.open(console.url(), Chromium.english().setLocale(locale));
        page.getByRole(AriaRole.BUTTON, named(freeze)).click();

        assertThat(page.getByRole(AriaRole.DIALOG)).containsText(what);
    }

    private static Page.GetByTextOptions exactly() {
        return new Page.GetByTextOptions().setExact(true);
    }
}
