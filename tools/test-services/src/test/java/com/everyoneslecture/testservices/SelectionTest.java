package com.everyoneslecture.testservices;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.everyoneslecture.testservices.Selection.Refusal;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SelectionTest {

    @Test
    void takesContainersWhereThereCanBeSome() {
        Selection selection = Selection.of(null, Optional::empty);

        assertThat(selection.services()).isEqualTo(Services.CONTAINERS);
        assertThat(selection.line())
                .isEqualTo("PostgreSQL and Kafka of the tests: containers (Docker answers and has the images)");
    }

    @Test
    void takesEmbeddedOnesWhereThereCanBeNoContainersAndSaysWhy() {
        Selection selection = Selection.of(null, SelectionTest::noEngine);

        assertThat(selection.services()).isEqualTo(Services.EMBEDDED);
        assertThat(selection.line())
                .isEqualTo("PostgreSQL and Kafka of the tests: embedded (no Docker engine answers)");
    }

    @Test
    void looksForNoEngineWhereEmbeddedOnesAreAskedFor() {
        assertThat(Selection.of("embedded", SelectionTest::notAsked).line())
                .isEqualTo("PostgreSQL and Kafka of the tests: embedded (-Dservices=embedded)");
    }

    @Test
    void takesContainersThatAreAskedFor() {
        assertThat(Selection.of("containers", Optional::empty))
                .isEqualTo(new Selection(Services.CONTAINERS, "-Dservices=containers"));
    }

    @Test
    void refusesContainersWhereThereCanBeNoneAndSaysWhatToDo() {
        assertThatIllegalStateException()
                .isThrownBy(() -> Selection.of("containers", SelectionTest::noEngine))
                .withMessage(
                        "-Dservices=containers, but no Docker engine answers: start Docker, or use -Dservices=embedded");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "docker", "Containers", " embedded"})
    void refusesAnotherWordAndNamesTheTwo(String other) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Selection.of(other, SelectionTest::notAsked))
                .withMessage("-Dservices is '" + other + "': it takes containers or embedded");
    }

    private static Optional<Refusal> noEngine() {
        return Optional.of(new Refusal("no Docker engine answers", "start Docker"));
    }

    private static Optional<Refusal> notAsked() {
        throw new AssertionError("nobody wants to know");
    }
}
