package com.everyoneslecture.testservices;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.everyoneslecture.testservices.Selection.Refusal;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SelectionTest {

    private static final Supplier<Optional<Refusal>> THERE_CAN_BE = Optional::empty;
    private static final Supplier<Optional<Refusal>> NO_ENGINE =
            () -> Optional.of(new Refusal("no Docker engine answers", "start Docker"));
    private static final Supplier<Optional<Refusal>> NOT_ASKED = () -> {
        throw new AssertionError("nobody wants to know");
    };

    @Test
    void takesContainersWhereThereCanBeSome() {
        Selection selection = Selection.of(null, THERE_CAN_BE);

        assertThat(selection.services()).isEqualTo(Services.CONTAINERS);
        assertThat(selection.line())
                .isEqualTo("PostgreSQL and Kafka of the tests: containers (Docker answers and has the images)");
    }

    @Test
    void takesEmbeddedOnesWhereThereCanBeNoContainersAndSaysWhy() {
        Selection selection = Selection.of(null, NO_ENGINE);

        assertThat(selection.services()).isEqualTo(Services.EMBEDDED);
        assertThat(selection.line())
                .isEqualTo("PostgreSQL and Kafka of the tests: embedded (no Docker engine answers)");
    }

    @Test
    void looksForNoEngineWhereEmbeddedOnesAreAskedFor() {
        assertThat(Selection.of("embedded", NOT_ASKED).line())
                .isEqualTo("PostgreSQL and Kafka of the tests: embedded (-Dservices=embedded)");
    }

    @Test
    void takesContainersThatAreAskedFor() {
        assertThat(Selection.of("containers", THERE_CAN_BE))
                .isEqualTo(new Selection(Services.CONTAINERS, "-Dservices=containers"));
    }

    @Test
    void refusesContainersWhereThereCanBeNoneAndSaysWhatToDo() {
        assertThatIllegalStateException()
                .isThrownBy(() -> Selection.of("containers", NO_ENGINE))
                .withMessage(
                        "-Dservices=containers, but no Docker engine answers: start Docker, or use -Dservices=embedded");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "docker", "Containers", " embedded"})
    void refusesAnotherWordAndNamesTheTwo(String other) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Selection.of(other, NOT_ASKED))
                .withMessage("-Dservices is '" + other + "': it takes containers or embedded");
    }
}
