package com.everyoneslecture.documentation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No tracked file names directories of the author's machine, or the registries that this machine downloads from. */
class MachinePathsTest {

    /** The brackets keep this file from matching itself. */
    private static final Pattern FORBIDDEN = Pattern.compile(
            // An absolute path. The text before it is no part of a longer path, of a URL or of a variable.
            "(?<![\\w.~$}/-])/(?:[w]ork|[r]oot|[c]heck)/"
                    + "|(?<![\\w.~$}/-])/[h]ome/[a-z]"
                    + "|(?i:[a]rtifactory|[j]frog|[n]exus\\.[a-z])"
                    + "|https?://[^/\\s\"'<>]+\\.(?:[c]orp|[i]ntra|[l]an)\\b");

    private static final char BINARY = '\0';

    @Test
    void noTrackedTextNamesThem() throws Exception {
        Repository repository = Repository.here();
        List<String> tracked = tracked(repository.resolve(""));
        assumeThat(tracked).as("files that git tracks").isNotEmpty();

        List<String> found = new ArrayList<>();
        for (String file : tracked) {
            Path path = repository.resolve(file);
            // A deleted file is tracked until the deletion is committed.
            String text = Files.isRegularFile(path) ? new String(Files.readAllBytes(path), UTF_8) : "";
            if (text.indexOf(BINARY) < 0) {
                found.addAll(matches(file, text));
            }
        }
        assertThat(found).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "see #work/outbox",
                "`#root/.m2`",
                "=#home/alice/x",
                "(#check/out)",
                "https:##a.artifac-tory.b",
                "http:##m.cor-p/x"
            })
    void findsThem(String text) {
        assertThat(matches("file", text.replace('#', '/').replace("-", ""))).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "target#work#file",
                "$HOME#work#file",
                "https:##example.org#root#",
                "~#check#",
                "#home#<name>#",
                "the root"
            })
    void leavesOthers(String text) {
        assertThat(matches("file", text.replace('#', '/'))).isEmpty();
    }

    private static List<String> matches(String file, String text) {
        List<String> lines = text.lines().toList();
        return Stream.iterate(0, line -> line < lines.size(), line -> line + 1)
                .filter(line -> FORBIDDEN.matcher(lines.get(line)).find())
                .map(line -> file + ":" + (line + 1) + ": " + lines.get(line).strip())
                .toList();
    }

    /** Returns none if this is not a working tree of git, for example an archive of it, or if there is no git. */
    private static List<String> tracked(Path root) throws InterruptedException {
        try {
            Process git = new ProcessBuilder("git", "-C", root.toString(), "ls-files", "-z")
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String files = new String(git.getInputStream().readAllBytes(), UTF_8);
            return git.waitFor() == 0
                    ? Pattern.compile("\0")
                            .splitAsStream(files)
                            .filter(file -> !file.isEmpty())
                            .toList()
                    : List.of();
        } catch (IOException e) {
            return List.of();
        }
    }
}
