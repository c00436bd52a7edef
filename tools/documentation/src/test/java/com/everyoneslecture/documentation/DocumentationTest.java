package com.everyoneslecture.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The front page is short, and every relative link leads to a file, or to a heading of one. */
class DocumentationTest {

    private static final int MOST_LINES = 200;
    private static final String ARCHITECTURE = "docs/architecture.md";
    private static final String KOREAN_FRONT = "docs/ko/README.md";
    private static final Pattern TEST =
            Pattern.compile("(?<![*@.\\w])(?!NoSuchTest)[A-Z][A-Za-z0-9]*(?:[a-z]IT|[a-z]Test)\\b");
    private static final Pattern CLASS = Pattern.compile("`([A-Z][A-Za-z0-9]*[a-z][A-Za-z0-9]*)`");
    private static final List<String> AT_ROOT = List.of("README.md", "CHANGELOG.md", "CONTRIBUTING.md", "SECURITY.md");

    private final Repository repository = Repository.here();

    @Test
    void frontPageIsShort() {
        assertThat(repository.read("README.md").lines().count())
                .as("lines of README.md")
                .isLessThanOrEqualTo(MOST_LINES);
    }

    @Test
    void everyLinkLeadsSomewhere() {
        List<String> broken = new ArrayList<>();
        pages().forEach(page -> new MarkdownFile(repository.read(page))
                .links().stream()
                        .filter(link -> !link.matches("[a-z]+:.*"))
                        .filter(link -> !leadsSomewhere(page, link))
                        .forEach(link -> broken.add(page + " -> " + link)));
        assertThat(broken).as("links to nothing").isEmpty();
    }

    @Test
    void everyPageIsListed() {
        String front = repository.read("README.md");
        String decisions = repository.read("docs/adr/README.md");
        assertThat(repository.files("docs", file -> file.matches("docs/[^/]+\\.md")))
                .as("pages that README.md links")
                .allMatch(page -> front.contains("(" + page));
        String korean = repository.read(KOREAN_FRONT);
        assertThat(front).contains("(" + KOREAN_FRONT + ")");
        assertThat(repository.files("docs/ko", file -> file.endsWith(".md") && !file.equals(KOREAN_FRONT)))
                .as("pages that %s links", KOREAN_FRONT)
                .isNotEmpty()
                .allMatch(page -> korean.contains("(" + Path.of(page).getFileName() + ")"));
        assertThat(repository.files("docs/adr", file -> file.matches(".*/[0-9].*\\.md")))
                .as("decisions that docs/adr/README.md links")
                .allMatch(page -> decisions.contains("(" + Path.of(page).getFileName() + ")"));
    }

    /** The English page is the complete one. */
    @Test
    void everyKoreanPageLeadsToTheEnglishOne() {
        assertThat(repository.files("docs/ko", file -> file.endsWith(".md")))
                .isNotEmpty()
                .allMatch(page -> new MarkdownFile(repository.read(page))
                        .links()
                        .contains(
                                page.equals(KOREAN_FRONT)
                                        ? "../../README.md"
                                        : "../" + Path.of(page).getFileName()));
    }

    @Test
    void everyTestThatIsNamedExists() {
        List<String> missing = new ArrayList<>();
        Set<String> classes = classes();
        pages().forEach(page -> {
            Matcher named = TEST.matcher(repository.read(page));
            while (named.find()) {
                if (!classes.contains(named.group())) {
                    missing.add(page + ": " + named.group());
                }
            }
        });
        assertThat(missing).as("tests that the documentation names").isEmpty();
    }

    @Test
    void everyClassThatTheArchitectureNamesExists() {
        Matcher named = CLASS.matcher(repository.read(ARCHITECTURE));
        assertThat(named.results().map(each -> each.group(1)).distinct())
                .as("classes that %s names", ARCHITECTURE)
                .isNotEmpty()
                .isSubsetOf(classes());
    }

    /** Returns the simple names of all classes with a separate file. */
    private Set<String> classes() {
        return repository.files("", file -> file.endsWith(".java")).stream()
                .map(file -> file.replaceAll("^.*/|\\.java$", ""))
                .collect(Collectors.toSet());
    }

    private Stream<String> pages() {
        return Stream.concat(AT_ROOT.stream(), repository.files("docs", file -> file.endsWith(".md")).stream());
    }

    private boolean leadsSomewhere(String page, String link) {
        String[] parts = link.split("#", 2);
        String path = URLDecoder.decode(parts[0], StandardCharsets.UTF_8);
        Path from = Path.of(page);
        String target = path.isEmpty()
                ? page
                : from.resolveSibling(path).normalize().toString().replace('\\', '/');
        if (!Files.exists(repository.resolve(target))) {
            return false;
        }
        return parts.length == 1
                || new MarkdownFile(repository.read(target)).anchors().contains(parts[1]);
    }
}
