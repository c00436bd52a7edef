package com.everyoneslecture.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The commands in the code blocks of the documentation exist in {@code ./outbox}. {@code .ci/typed} types the pages. */
class DocumentedCommandsTest {

    private final Repository repository = Repository.here();

    @Test
    void areKnown() {
        Stream<String> pages = Stream.concat(
                Stream.of(
                        "README.md",
                        "docs/course.md",
                        "docs/tutorial.md",
                        "docs/operations.md",
                        "examples/announcements/README.md"),
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

    @ParameterizedTest
    @ValueSource(strings = {"course.md", "tutorial.md"})
    void areTheSameInBothLanguages(String page) {
        List<CodeBlock> blocks = CodeBlock.in(repository.read("docs/" + page));
        assertThat(blocks.stream().map(CodeBlock::tag)).contains("start", "type", "again", "end");
        assertThat(CodeBlock.in(repository.read("docs/ko/" + page))).isEqualTo(blocks);
    }

    /** A command without a comment above it would not be typed. */
    @ParameterizedTest
    @ValueSource(strings = {"course.md", "tutorial.md"})
    void areAllTyped(String page) {
        assertThat(CodeBlock.in(repository.read("docs/" + page)).stream()
                        .filter(block -> block.language().equals("bash")))
                .as("blocks that `.ci/typed` types")
                .allSatisfy(block ->
                        assertThat(block.tag()).matches("(start|type|again|each|end)( (long|containers|everywhere))?"));
    }

    private Stream<String> unknown(String page) {
        return CodeBlock.in(repository.read(page)).stream()
                .flatMap(block -> TypedCommand.in(block.text()).stream())
                .flatMap(command -> command.unknown().stream().map(problem -> page + ": " + command + ": " + problem));
    }
}
