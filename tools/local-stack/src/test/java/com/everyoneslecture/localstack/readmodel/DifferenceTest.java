package com.everyoneslecture.localstack.readmodel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DifferenceTest {

    private static final long ID = 7;

    @Test
    void isNoneWhereBothSidesAreAlike() {
        assertThat(Difference.first(ID, category(2, "정전"), category(2, "정전")).settled())
                .isTrue();
        assertThat(Difference.first(ID, null, deleted(3)).settled()).isTrue();
        assertThat(Difference.first(ID, null, null).settled()).isTrue();
    }

    @Test
    void isOneWhereTheReadModelLacksAChange() {
        assertThat(Difference.first(ID, category(1, "a"), null).settled()).isFalse();
        assertThat(Difference.first(ID, category(2, "b"), category(1, "a")).settled())
                .isFalse();
        assertThat(Difference.first(ID, null, category(1, "a")).settled()).isFalse();
    }

    @Test
    void isOneWhereTheReadModelHasWhatWasNeverWritten() {
        assertThat(Difference.first(ID, category(2, "b"), category(2, "a")).settled())
                .isFalse();
        assertThat(Difference.first(ID, category(2, "b"), category(3, "b")).settled())
                .isFalse();
        assertThat(Difference.first(ID, category(2, "b"), deleted(3)).settled()).isFalse();
    }

    @Test
    void isNoneOnceTheReadModelHasWhatWasSeenAtFirstThoughTheCategoryChangesOn() {
        Difference first = Difference.first(ID, category(5, "e"), category(3, "c"));

        assertThat(next(first, category(9, "i"), category(4, "d")).settled()).isFalse();
        assertThat(next(first, category(9, "i"), category(5, "e")).settled()).isTrue();
        assertThat(next(first, category(9, "i"), category(8, "h")).settled()).isTrue();
        assertThat(next(first, category(9, "i"), category(10, "j")).settled()).isFalse();
        assertThat(next(first, null, category(9, "i")).settled()).isFalse();
        assertThat(next(first, null, deleted(10)).settled()).isTrue();
    }

    @Test
    void namesBothSides() {
        assertThat(Difference.first(ID, category(2, "정전"), category(1, "정")).toString())
                .isEqualTo("category 7: version 2 \"정전\"; in the read model: version 1 \"정\"");
        assertThat(Difference.first(ID, null, category(1, "정")).toString())
                .isEqualTo("category 7: does not exist; in the read model: version 1 \"정\"");
        assertThat(Difference.first(ID, category(2, "정전"), deleted(3)).toString())
                .isEqualTo("category 7: version 2 \"정전\"; in the read model: version 3, deleted");
        assertThat(Difference.first(ID, category(2, "정전"), null).toString())
                .isEqualTo("category 7: version 2 \"정전\"; in the read model: missing");
    }

    private static Difference next(Difference first, @Nullable Category category, Category read) {
        return first.withRows(category == null ? Map.of() : Map.of(ID, category), Map.of(ID, read));
    }

    private static Category category(long version, String name) {
        return new Category(version, name, false);
    }

    private static Category deleted(long version) {
        return new Category(version, "", true);
    }
}
