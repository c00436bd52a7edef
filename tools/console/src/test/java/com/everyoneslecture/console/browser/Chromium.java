package com.everyoneslecture.console.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType.LaunchOptions;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A headless Chromium for the tests of a class: the machine's own if there is one, otherwise the one that Playwright downloads. Collects
 * the errors that a page reports, because a correct page reports none. After each test, it closes the pages and clears their errors.
 */
final class Chromium implements BeforeAllCallback, AfterEachCallback, AfterAllCallback {

    /** The first one that is there. The shell is Chromium without its window, which takes a quarter of the processor time. */
    private static final List<Path> INSTALLED =
            List.of(Path.of("/usr/bin/chromium-headless-shell"), Path.of("/usr/bin/chromium"));
    /** One process for a page, in place of three. */
    private static final List<String> FEW_PROCESSES =
            List.of("--disable-site-isolation-trials", "--renderer-process-limit=1", "--process-per-site");
    /** The browser's message about an answer with an error status, which the page shows and which is not an error of the page. */
    private static final String REFUSED = "Failed to load resource";

    private static final double PATIENCE_MILLIS = 30_000;

    private final List<String> errors = new ArrayList<>();
    private @Nullable Playwright playwright;
    private @Nullable Browser browser;

    @Override
    public void beforeAll(ExtensionContext context) {
        Optional<Path> installed =
                INSTALLED.stream().filter(Files::isExecutable).findFirst();
        PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE_MILLIS);
        Playwright started = Playwright.create(new Playwright.CreateOptions()
                .setEnv(installed.isPresent() ? Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1") : Map.of()));
        LaunchOptions options = new LaunchOptions()
                .setArgs(Stream.concat(
                                Stream.of("--no-sandbox", "--disable-gpu", "--disable-quic"), FEW_PROCESSES.stream())
                        .toList());
        installed.ifPresent(options::setExecutablePath);
        playwright = started;
        browser = started.chromium().launch(options);
    }

    /** Returns the options of a browser in English with a screen of 1280 by 720. */
    static NewContextOptions english() {
        return new NewContextOptions().setLocale("en-US").setViewportSize(1280, 720);
    }

    Page open(String url, NewContextOptions options) {
        BrowserContext context = browser().newContext(options);
        context.setDefaultTimeout(PATIENCE_MILLIS);
        Page page = context.newPage();
        page.onPageError(errors::add);
        page.onConsoleMessage(message -> {
            if (message.type().equals("error") && !message.text().startsWith(REFUSED)) {
                errors.add(message.text() + " " + message.location());
            }
        });
        page.onRequestFailed(request -> {
            if (request.url().endsWith(".js")) {
                errors.add(request.url() + ": " + request.failure());
            }
        });
        page.onDialog(dialog -> {
            errors.add("a foreign script ran: " + dialog.message());
            dialog.dismiss();
        });
        page.navigate(url);
        return page;
    }

    List<String> errors() {
        return List.copyOf(errors);
    }

    @Override
    public void afterEach(ExtensionContext context) {
        browser().contexts().forEach(BrowserContext::close);
        errors.clear();
    }

    @Override
    public void afterAll(ExtensionContext context) {
        if (playwright != null) {
            // This also closes the browser.
            playwright.close();
        }
    }

    private Browser browser() {
        return Objects.requireNonNull(browser, "the browser was not started");
    }
}
