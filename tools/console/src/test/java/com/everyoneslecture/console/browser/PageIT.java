package com.everyoneslecture.console.browser;

import static com.everyoneslecture.console.browser.Controls.in;
import static com.everyoneslecture.console.browser.Controls.life;
import static com.everyoneslecture.console.browser.Controls.named;
import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The page with a console whose answers a test chooses. */
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
        // Content that is loaded later moves the lines below it.
        // A press and a release on different lines are no click.
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
    void saysWhatIsBrokenOnceWithCauseAndRemedy() {
        console.shows("broken.json");
        Page page = open();

        assertThat(page.locator("#standing")).containsText("Events do not get through: Slot, Relay");
        assertThat(page.locator("#alarm")).containsText("connection refused <b>bold</b>");
        assertThat(page.locator("#alarm")).containsText("category-db has died.");
        assertThat(page.locator("#alarm").getByRole(AriaRole.BUTTON))
                .hasText(new String[] {"Start category-db", "Log"});
        Locator relay = page.locator("#stage-relay");
        assertThat(relay.locator(".chip")).hasText(Pattern.compile("✕\\s*Broken"));
        assertThat(relay.locator(".callout")).isHidden();
        assertThat(page.locator("#stage-slot .callout")).containsText("no relay streams from the slot");

        console.shows("healthy.json");
        assertThat(page.locator("#standing")).containsText("Events flow");
        assertThat(page.locator("#alarm")).isEmpty();
        assertThat(relay.locator(".callout")).isHidden();
    }

    @Test
    void saysTheRemedyInWordsWhereItCannotHelpItself() {
        console.answers("/api/components", "[]");
        console.shows("broken.json");
        Page page = open();

        assertThat(page.locator("#alarm")).containsText("Remedy: start it, or see its log");
        assertThat(page.locator("#alarm").getByRole(AriaRole.BUTTON)).hasCount(0);
    }

    @Test
    void mendsWhatIsFrozenWithTheButtonBesideTheCause() {
        console.answers("/api/components/kafka/resume", "{\"name\":\"kafka\",\"state\":\"running\"}");
        console.shows("frozen.json");
        Page page = open();

        assertThat(page.locator("#alarm")).containsText("kafka is frozen.");
        page.locator("#alarm").getByRole(AriaRole.BUTTON, in("Unfreeze kafka")).click();
        assertThat(page.locator("#faults .outcome")).containsText("kafka: running");
        assertThat(console.asked()).containsExactly("POST /api/components/kafka/resume t0ken");
    }

    @Test
    void isNotRedBeforeTheFirstPollNorWhileAComponentStarts() {
        console.answers(
                "/api/components",
                "[{\"name\":\"outbox-relay\",\"state\":\"starting\",\"health\":\"down\",\"reason\":null,\"pid\":12,"
                        + "\"port\":8083,\"startingSeconds\":12,\"log\":[],\"remedy\":null}]");
        console.speaks(false);
        Page page = open();
        assertThat(page.locator("#standing")).containsText("Checking every stage");
        assertThat(page.locator(".card[data-health=CHECKING]")).hasCount(7);

        console.shows("starting.json");
        console.speaks(true);
        assertThat(page.locator("#standing")).containsText("Starting: Slot, Relay");
        assertThat(page.locator("#stage-relay .chip")).hasText(Pattern.compile("…\\s*Starting, 12 sec"));
        assertThat(page.locator("#stage-readModel .chip")).hasText(Pattern.compile("…\\s*Checking"));
        Locator component = page.locator("[data-component=outbox-relay]");
        assertThat(component.locator(".chip")).hasText(Pattern.compile("…\\s*Starting, 12 sec"));
        assertThat(component.getByRole(AriaRole.BUTTON)).hasText(new String[] {"Log", "Kill"});
        assertThat(page.locator("[data-health=BAD]")).hasCount(0);
        assertThat(page.locator("#alarm")).isEmpty();
    }

    @Test
    void saysThatTheConsoleItselfIsSilentUntilItSpeaksAgain() {
        Page page = open();
        assertThat(page.locator("#live")).hasText("live");

        console.speaks(false);
        assertThat(page.locator("#silence")).containsText("The console has not answered since");
        assertThat(page.locator("#standing")).containsText("State unknown");
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
                .hasText(new String[] {"2", "3.5", "CGR-a: 0<b>b</b>: 1,234 (no members)", "1", "≈ 7"});
        assertThat(page.locator("#topics")).containsText("5 more topics are not shown");
        topic.getByRole(AriaRole.BUTTON).click();
        assertThat(page.locator("#topics .detail td")).hasText(new String[] {"2,000", "–", "1,234"});
        assertThat(page.locator("#parked .letters li")).containsText("<i>no</i> customer");
        page.locator("#parked").getByRole(AriaRole.BUTTON, in("Retry")).click();
        assertThat(page.locator("#parked .outcome")).containsText("Key 4711: 2 applied");
        assertThat(console.asked()).containsExactly("POST /api/parked-keys/retries t0ken");
    }

    @Test
    void showsReplicasMembersAndRebalancesOfEachPartition() {
        console.answers(
                "/api/rebalances",
                "[{\"at\":\"2026-11-23T04:40:00Z\",\"joined\":[\"lecture-projector-2 77be\"],\"left\":[],"
                        + "\"moved\":[{\"partition\":1,\"from\":\"lecture-projector 3f2a\",\"to\":\"lecture-projector-2 77be\"}]}]");
        console.answers(
                "/api/history",
                "{\"samples\":[{\"at\":\"%s\",\"partitionLags\":{\"0\":40}}],\"marks\":[]}"
                        .formatted(Instant.now().minusSeconds(60)));
        console.shows("brokers.json");
        Page page = open();
        Locator first = page.locator("#kafka [data-partition='0']");
        Locator second = page.locator("#kafka [data-partition='1']");

        assertThat(first.locator("td").nth(1)).hasText("✓1✕2 not in sync✓3");
        assertThat(first.locator("td").nth(1)).hasAttribute("data-mark", "behind");
        assertThat(second.locator("td").nth(0)).hasText("none");
        assertThat(second.locator("td").nth(1)).hasAttribute("data-mark", "bad");
        assertThat(page.locator("#kafka [data-broker='2']")).hasText("broker 2 leads 0, not in sync: 1");
        assertThat(first.getByRole(AriaRole.IMG, in("Partition 0: lag now 21, at most 40")))
                .isVisible();
        assertThat(first.locator(".member")).hasText("lecture-projector 3f2a");
        assertThat(page.locator("#kafka .rebalances li")).containsText("lecture-projector-2 77be joined");
        assertThat(page.locator("#kafka .rebalances li"))
                .containsText("partitions 1: lecture-projector 3f2a → lecture-projector-2 77be");
        assertThat(page.locator("#stage-topic .callout")).containsText("missing brokers: 2");
        String one = (String) first.locator(".dot").evaluate("dot => dot.style.background");
        assertThat((String) second.locator(".dot").evaluate("dot => dot.style.background"))
                .isNotEqualTo(one);
        assertThat((String)
                        page.locator("#stage-group .partitions .dot").first().evaluate("dot => dot.style.background"))
                .as("the same colour everywhere")
                .isEqualTo(one);
        assertThat(page.locator("#kafka")).containsText("Offsets rise by two per event");
        assertThat(chromium.errors()).isEmpty();
    }

    @Test
    void browsesRecordsWhoseAddressOpensThem() {
        console.answers("/api/topics/categoryChanged/records", """
                {"topic":"categoryChanged","partitions":[{"partition":1,"begin":0,"end":9}],"complete":false,"records":[
                 {"partition":1,"offset":3,"at":"2026-11-23T04:40:00Z","key":"7","value":"<b>음악</b>","valueBytes":13,
                  "headers":{"ce_id":"018f0000-0000-7000-8000-000000000007"},"eventId":"018f0000-0000-7000-8000-000000000007"},
                 {"partition":1,"offset":5,"at":"2026-11-23T04:40:01Z","key":"8","value":null,"valueBytes":0,"headers":{},"eventId":null}]}""");
        Page page = open();

        page.locator("#records-topic").fill("categoryChanged");
        page.locator("#records-offset").fill("3");
        page.getByRole(AriaRole.BUTTON, named("Show records")).click();
        assertThat(page.locator("#records .records li")).hasCount(0);
        page.locator("#records-partition").fill("1");
        page.getByRole(AriaRole.BUTTON, named("Show records")).click();

        Locator records = page.locator("#records .records > li");
        assertThat(records.nth(0).locator("pre")).hasText("<b>음악</b>");
        assertThat(records.nth(1)).containsText("offset 4: no record for consumers");
        assertThat(records.nth(2)).containsText("tombstone");
        assertThat(page.locator("#records")).containsText("The search ended before all records were read");
        assertThat(page.locator("#records")).containsText("Later");
        assertThat(page.url()).endsWith("#topic=categoryChanged&partition=1&offset=3");

        page.reload();
        assertThat(records.nth(0).locator("pre")).isVisible();
        assertThat(page.locator("#records-offset")).hasValue("3");
        assertThat(chromium.errors()).isEmpty();
    }

    @Test
    void opensAnEventByItsAddress() {
        String events = ConsoleStub.fixture("events.json");
        String id = events.replaceFirst("(?s).*?\"eventId\":\"([^\"]+)\".*", "$1");
        console.answers(
                "/api/events/" + id,
                events.substring(events.indexOf('{'), events.indexOf('\n', events.indexOf('{')))
                        .replaceFirst(",\\s*$", ""));
        Page page = chromium.open(console.url() + "#event=" + id, Chromium.english());

        assertThat(page.locator("#tail-title")).hasText("One event");
        assertThat(page.locator(".life")).hasCount(1);
        assertThat(page.locator(".life .inside")).isVisible();
        assertThat(page.locator(".life .inside")).containsText(id);
        page.getByText("All events").click();
        assertThat(page.locator(".life")).hasCount(3);
    }

    @Test
    void marksCountsThatAreNotExactAndSaysWhatIsUnknown() {
        console.shows("letters.json");
        Page page = open();

        assertThat(page.locator("#stage-outbox .large")).hasText("≈ 1.2M");
        assertThat(fact(page, "readModel", "rows")).hasText("> 10,000");
        assertThat(fact(page, "readModel", "dead letters")).hasText("3");
        assertThat(fact(page, "relay", "dead letters")).hasText("unknown");
        assertThat(page.locator("#standing")).containsText("Check: Read model");
        assertThat(page.locator("#stage-readModel .callout")).containsText("new dead letters: 1; the newest: not-json");
    }

    private static Locator fact(Page page, String stage, String name) {
        return page.locator("#stage-" + stage + " .facts > div")
                .filter(new Locator.FilterOptions().setHasText(name))
                .locator("dd");
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

    private static void seen(Page page, boolean visible) {
        page.evaluate(
                "state => {"
                        + " Object.defineProperty(document, 'visibilityState', { configurable: true, value: state });"
                        + " document.dispatchEvent(new Event('visibilitychange')); }",
                visible ? "visible" : "hidden");
    }
}
