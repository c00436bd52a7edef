package com.everyoneslecture.category.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.everyoneslecture.category.CategoryName;
import com.everyoneslecture.outbox.service.problem.InvalidRequestException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class CategoryBodyTest {

    @Test
    void tellsAnAbsentNameFromNoName() {
        assertThat(CategoryBody.ofPatch(json("{}"), 1)).isEmpty();
        assertThat(CategoryBody.ofPatch(json("{'categoryName':'a'}"), 1)).contains(new CategoryName("a"));
        assertThatThrownBy(() -> CategoryBody.ofPatch(json("{'categoryName':null}"), 1))
                .hasMessage("categoryName is required.");
        assertThatThrownBy(() -> CategoryBody.ofReplacement(json("{}"), 1)).hasMessage("categoryName is required.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "1.0"})
    void letsABodyRepeatItsAddress(String id) {
        JsonNode body = json("{'categoryId':" + id + ",'categoryName':'a','_links':{}}");

        assertThat(CategoryBody.ofReplacement(body, 1)).isEqualTo(new CategoryName("a"));
        assertThat(CategoryBody.ofPatch(body, 1)).contains(new CategoryName("a"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"2", "null", "'1'", "1.5", "99999999999999999999", "1e400", "[1]"})
    void letsNoBodyContradictItsAddress(String id) {
        JsonNode body = json("{'categoryId':" + id + "}");

        assertThatThrownBy(() -> CategoryBody.ofPatch(body, 1))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessage("categoryId cannot be changed: the URL has 1, so leave it out.");
    }

    @Test
    void namesFieldsThatAreNotKnownInAPatchToo() {
        assertThatThrownBy(() -> CategoryBody.ofPatch(json("{'이름':'a'}"), 1))
                .hasMessage("이름 is not a field of a category; the field is categoryName.");
    }

    private static JsonNode json(String text) {
        return JsonMapper.shared().readTree(text.replace('\'', '"'));
    }
}
