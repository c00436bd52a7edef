package com.everyoneslecture.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** No main source has more than 200 lines of code; comments, imports and empty lines do not count. The example writer stays short. */
class FileLengthTest {

    private static final int MOST = 200;
    private static final int MOST_IN_THE_EXAMPLE = 1_200;

    private static final Pattern NO_CODE = Pattern.compile("\\s*(?:(?:\\*|/\\*|//|import |package ).*)?");

    @Test
    void everyFileHasAtMostTwoHundredLinesOfCode() {
        Repository repository = Repository.here();
        List<String> sources = repository.files("", file -> file.contains("/src/main/java/") && file.endsWith(".java"));
        assertThat(sources).hasSizeGreaterThan(500);

        assertThat(sources)
                .allSatisfy(file -> assertThat(linesOfCode(repository.read(file)))
                        .as("lines of code in %s", file)
                        .isLessThanOrEqualTo(MOST));
    }

    /** One reads the example writer as a whole, with its comments. */
    @Test
    void theExampleWriterStaysShort() {
        Repository repository = Repository.here();
        List<String> sources = repository.files("category-app/src/main", file -> file.endsWith(".java"));
        assertThat(sources).isNotEmpty();

        assertThat(sources.stream()
                        .mapToLong(file -> repository.read(file).lines().count())
                        .sum())
                .as("lines of category-app/src/main")
                .isLessThanOrEqualTo(MOST_IN_THE_EXAMPLE);
    }

    @Test
    void countsCodeAlone() {
        assertThat(linesOfCode("""
                package shop;

                import java.util.List;

                /**
                 * Two lines.
                 */
                // no code
                class Shop {}
                int price; // in cents
                """)).isEqualTo(2);
    }

    private static long linesOfCode(String source) {
        return source.lines().filter(line -> !NO_CODE.matcher(line).matches()).count();
    }
}
