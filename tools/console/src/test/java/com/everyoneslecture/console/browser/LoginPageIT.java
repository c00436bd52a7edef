package com.everyoneslecture.console.browser;

import static com.everyoneslecture.console.browser.Controls.button;
import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The content of the page for users who have logged in, and for those who have not. */
class LoginPageIT {

    private static final String LOGIN = "/api/login";

    @RegisterExtension
    static final Chromium chromium = new Chromium();

    @RegisterExtension
    final ConsoleStub console = new ConsoleStub(false);

    @AfterEach
    void requireNoErrors() {
        assertThat(chromium.errors()).isEmpty();
    }

    @Test
    void disablesWhatNeedsALoginAndSaysSo() {
        console.knows(null, true, "LOG_IN");
        Page page = open();

        assertThat(page.locator("#readonly")).hasText("Log in to create, retry and replay on this page.");
        for (String name : new String[] {"Create", "Rename", "Delete", "Keep writing"}) {
            assertThat(button(page, name)).isDisabled();
        }
        assertThat(button(page, "Retry").first()).isDisabled();
        assertThat(button(page, "Retry").first())
                .hasAttribute("title", "Log in to create, retry and replay on this page.");
        assertThat(page.locator("#faults")).isHidden();
    }

    @Test
    void logsInAndOut() {
        console.knows(null, true, "LOG_IN");
        console.refuses(LOGIN, 401, "the name or the password is wrong");
        Page page = open();
        button(page.locator("#account"), "Log in").click();
        Locator dialog = page.getByRole(AriaRole.DIALOG);
        dialog.getByLabel("User").fill("alice");
        dialog.getByLabel("Password").fill("wrong");
        button(dialog, "Log in").click();
        assertThat(dialog.locator(".outcome")).containsText("the name or the password is wrong");

        console.answers(LOGIN, "");
        console.knows("alice", true, null);
        dialog.getByLabel("Password").fill("right");
        button(dialog, "Log in").click();
        assertThat(page.locator("#account")).containsText("alice");
        assertThat(page.locator("#mode")).hasText("changes allowed");
        assertThat(page.locator("#readonly")).isHidden();
        assertThat(button(page, "Create")).isEnabled();
        assertThat(button(page, "Retry").first()).isEnabled();

        console.answers("/api/logout", "");
        console.knows(null, true, "LOG_IN");
        button(page.locator("#account"), "Log out").click();
        assertThat(button(page.locator("#account"), "Log in")).isVisible();
        assertThat(button(page, "Create")).isDisabled();
        assertThat(console.asked()).contains("POST /api/login t0ken", "POST /api/logout t0ken");
    }

    @Test
    void saysToAReaderWhoIsNoOperatorWhoIs() {
        console.knows("bob", true, "NO_OPERATOR");
        Page page = open();

        assertThat(page.locator("#account")).containsText("bob");
        assertThat(page.locator("#readonly")).containsText("console.login.operators");
        assertThat(button(page, "Create")).isDisabled();
    }

    @Test
    void showsNothingBeforeALoginWhereReadingNeedsOne() {
        console.knows(null, false, "LOG_IN");
        Page page = chromium.open(console.url(), Chromium.english().setLocale("ko-KR"));
        Locator dialog = page.getByRole(AriaRole.DIALOG);

        assertThat(dialog.getByLabel("비밀번호")).isVisible();
        page.keyboard().press("Escape");
        assertThat(dialog).isVisible();
        assertThat(page.locator("main")).isHidden();
        assertThat(console.openStreams()).isZero();

        console.answers(LOGIN, "");
        console.knows("alice", true, null);
        dialog.getByLabel("사용자").fill("alice");
        dialog.getByLabel("비밀번호").fill("right");
        button(dialog, "로그인").click();
        assertThat(page.locator("#standing")).containsText("이벤트가 정상적으로 처리되고 있습니다");
        assertThat(page.locator("#account")).containsText("alice 님");
    }

    private Page open() {
        Page page = chromium.open(console.url(), Chromium.english());
        assertThat(page.locator("#live")).hasText("live");
        return page;
    }
}
