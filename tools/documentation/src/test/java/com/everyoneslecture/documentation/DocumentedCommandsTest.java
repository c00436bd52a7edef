package com.everyoneslecture.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The commands in the code blocks of the documentation exist in {@code ./outbox}. {@code .ci/course} types those of the course. */
class DocumentedCommandsTest {

    private static final String COURSE = "docs/course.md";
    private static final String KOREAN_COURSE = "docs/ko/course.md";

    private final Repository repository = Repository.here();

    @Test
    void areKnown() {
        Stream<String> pages = Stream.concat(
                Stream.of("README.md", COURSE, "docs/tutorial.md", "docs/operations.md"),
                repository.files("docs/ko", file -> file.endsWith(".md")).stream());
        assertThat(pages.flatMap(this::unknown)).as("unknown commands").isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "./outbox nonsense, no command nonsense",
        "./outbox up --fresh --nonsense, no option --nonsense",
        "./outbox kill nonsense && echo, no component nonsense",
        "./outbox verify --wait=1s --nonsense, no option --nonsense",
        "./outbox chaos --list --nonsense, no option --nonsense",
        "./outbox kafka-topics --list --nonsense | sort, no option --nonsense",
        "./outbox kafka-console-producer --topic a --nonsense, no option --nonsense",
    })
    void areUnknownIfNoProgramDeclaresThem(String script, String problem) {
        assertThat(TypedCommand.in(script))
                .singleElement()
                .satisfies(command -> assertThat(command.unknown()).contains(problem));
    }

    @Test
    void areTheSameInBothCourses() {
        List<CodeBlock> blocks = CodeBlock.in(repository.read(COURSE));
        assertThat(blocks.stream().map(CodeBlock::tag)).contains("start", "type", "again", "end");
        assertThat(CodeBlock.in(repository.read(KOREAN_COURSE))).isEqualTo(blocks);
    }

    private Stream<String> unknown(String page) {
        return CodeBlock.in(repository.read(page)).stream()
                .flatMap(block -> TypedCommand.in(block.text()).stream())
                .flatMap(command -> command.unknown().stream().map(problem -> page + ": " + command + ": " + problem));
    }
}
