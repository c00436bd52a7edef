package com.everyoneslecture.console.browser;

import static com.everyoneslecture.console.browser.Controls.button;
import static com.everyoneslecture.console.browser.Controls.confirm;
import static com.everyoneslecture.console.browser.Controls.createCategory;
import static com.everyoneslecture.console.browser.Controls.event;
import static com.everyoneslecture.console.browser.Controls.verifyClean;
import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.everyoneslecture.console.system.RunningOutbox;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The operator's actions for failed events, on the page of a whole system. */
@Tag("long")
@Timeout(300)
class OperatingFaultIT {

    @RegisterExtension
    static final Chromium chromium = new Chromium();

    private static RunningOutbox outbox;

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        outbox = RunningOutbox.shared();
    }

    @Test
    void retriesDeadLettersUntilWhatRefusedThemIsMended() throws SQLException {
        Page page = open();
        List<String> ids;
        try (Refusal ofRain = new Refusal("비%")) {
            ids = List.of(createCategory(page, "비 하나"), createCategory(page, "비 둘"), createCategory(page, "비 셋"));
            assertThat(letters(page, ids.get(0))).hasCount(1);
            assertThat(letters(page, ids.get(2)).locator("summary")).containsText("refused-by-database");
            letters(page, ids.get(0)).locator("summary").click();
            assertThat(letters(page, ids.get(0)).locator("pre")).containsText("\"categoryName\": \"비 하나\"");
            assertThat(letters(page, ids.get(0))).containsText(ofRain.name());
            assertThat(event(page, ids.get(0), "v1").locator(".stop").last()).containsText("dead letter");

            // The rule still holds, so the event returns as a second dead letter.
            button(letters(page, ids.get(0)), "Retry").click();
            assertThat(page.locator("#letters .outcome")).containsText("1 published again, 0 skipped");
            assertThat(letters(page, ids.get(0))).hasCount(2);
        }

        button(letters(page, ids.get(0)).first(), "Retry").click();
        assertThat(event(page, ids.get(0), "v1")).containsText("applied");
        assertThat(letters(page, ids.get(0)).first()).containsText("now in the read model");
        assertThat(button(letters(page, ids.get(0)), "Retry")).hasCount(0);

        confirm(page, "Retry all", "Retry all");
        assertThat(page.locator("#letters .outcome")).containsText("2 published again, 0 skipped");
        assertThat(event(page, ids.get(1), "v1")).containsText("applied");
        assertThat(event(page, ids.get(2), "v1")).containsText("applied");
        assertThat(button(page, "Retry all")).hasCount(0);
        verifyClean(page);
        assertThat(page.locator("#verdict .report")).containsText("replayed");
        assertThat(chromium.errors()).isEmpty();
    }

    @Test
    void replaysWhatTheDryRunSaid() {
        Page page = open();
        String id = createCategory(page, "다시 한 번");
        assertThat(event(page, id, "v1")).containsText("applied");

        page.locator("#replay-category").fill(id);
        button(page, "Dry run").click();
        assertThat(page.locator("#replay")).containsText("Events: 1, aggregates: 1");
        assertThat(page.locator("#replay .planned"))
                .hasText("category/" + id + " → categoryChanged: events: 1, versions 1–1");
        confirm(page, "Publish 1 again", "Publish 1 again");

        assertThat(page.locator("#replay .outcome")).containsText("Events published again: 1");
        assertThat(page.locator(".marks")).containsText("replay");
        verifyClean(page);
        assertThat(page.locator("#verdict .report")).containsText("replayed");
    }

    private static Page open() {
        Page page = chromium.open(outbox.console() + "/", Chromium.english());
        assertThat(page.locator("#live")).hasText("live");
        return page;
    }

    private static Locator letters(Page page, String category) {
        return page.locator(".letters > li:has(a[href='#category=" + category + "'])");
    }

    /** A constraint of the read model that rejects categories with such names permanently, until it is closed. */
    private static final class Refusal implements AutoCloseable {

        private static final String NAME = "no_such_names";

        Refusal(String names) throws SQLException {
            execute("alter table read_category add constraint " + NAME + " check (category_name not like '" + names
                    + "') not valid");
        }

        /** Returns the name that the database reports. */
        String name() {
            return NAME;
        }

        @Override
        public void close() throws SQLException {
            execute("alter table read_category drop constraint " + NAME);
        }

        private static void execute(String sql) throws SQLException {
            try (Connection lecture = outbox.lectureDatabase();
                    Statement statement = lecture.createStatement()) {
                statement.execute(sql);
            }
        }
    }
}
