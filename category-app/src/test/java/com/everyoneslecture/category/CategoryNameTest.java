package com.everyoneslecture.category;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CategoryNameTest {

    @Test
    void losesTheSpaceAroundItAndNoOther() {
        assertThat(new CategoryName("\u3000\u00a0 a  b\u2003").value()).isEqualTo("a  b");
    }

    @Test
    void keepsItsNormalizationForm() {
        String decomposed = "\u1112\u1161\u11ab";

        assertThat(new CategoryName(decomposed).value()).isEqualTo(decomposed);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\u3000", "\u00a0", "\u200b", " \u200b \ufeff", "\u2028"})
    void isNotBlank(String text) {
        assertThatThrownBy(() -> new CategoryName(text)).hasMessage("must not be blank");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u0000", "a\u0000", "a\nb", "\ta", "a\r", "\u007f", "\u0085", "\u009f"})
    void hasNoControlCharacters(String text) {
        assertThatThrownBy(() -> new CategoryName(text)).hasMessageStartingWith("must not contain control characters");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\ud800", "a\udc00", "\udc00\ud800", "\ud83d\ud83d\ude00"})
    void isValidUnicode(String text) {
        assertThatThrownBy(() -> new CategoryName(text)).hasMessageStartingWith("must be valid Unicode");
    }

    @Test
    void countsCharactersAsPeopleAndPostgresqlDo() {
        assertThat(new CategoryName("😀".repeat(255)).value()).hasSize(510);
        assertThat(new CategoryName(" " + "가".repeat(255) + " ").value()).hasSize(255);
        assertThatThrownBy(() -> new CategoryName("가".repeat(256)))
                .hasMessage("must have at most 255 characters, but has 256");
    }
}
