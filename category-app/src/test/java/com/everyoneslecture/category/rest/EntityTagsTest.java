package com.everyoneslecture.category.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EntityTagsTest {

    @Test
    void writesAVersionAsAStrongTag() {
        assertThat(EntityTags.of(17)).isEqualTo("\"17\"");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '\'',
            delimiter = '|',
            value = {
                "\"3\"             | true  | true",
                "W/\"3\"           | false | true",
                "\"4\"             | false | false",
                "\"4\", \"3\"      | true  | true",
                "\"4\",W/\"3\"     | false | true",
                "W/\"3\", \"3\"    | true  | true",
                "\"4\" ,\t\"3\"    | true  | true",
                ",, \"3\" ,        | true  | true",
                "\"\"              | false | false",
                "\"a,b\", \"3\"    | true  | true",
                "\"3,3\"           | false | false",
                "\"W/3\"           | false | false",
                "\"03\"            | false | false",
                "*                 | true  | true",
                "' * '             | true  | true",
            })
    void comparesAsHttpDoes(String header, boolean strongly, boolean weakly) {
        EntityTags tags = EntityTags.parse(header);

        assertThat(tags.matchesStrongly(3)).isEqualTo(strongly);
        assertThat(tags.matchesWeakly(3)).isEqualTo(weakly);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                ",",
                "3",
                "\"3",
                "3\"",
                "\"3\"\"4\"",
                "\"3\" \"4\"",
                "\"3\"; \"4\"",
                "*, \"3\"",
                "\"3\", *",
                "**",
                "w/\"3\"",
                "W/ \"3\"",
                "W/3",
                "\"a b\"",
                "'3'",
                "\"3\"\n"
            })
    void refusesWhatIsNoListOfTags(String header) {
        assertThatThrownBy(() -> EntityTags.parse(header))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("quotation marks");
    }

    @Test
    void readsALongListInLinearTime() {
        String many = "\"x\", ".repeat(200_000) + "\"3\"";

        assertThat(EntityTags.parse(many).matchesStrongly(3)).isTrue();
    }
}
