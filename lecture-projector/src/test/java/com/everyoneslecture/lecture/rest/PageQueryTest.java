package com.everyoneslecture.lecture.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.util.LinkedMultiValueMap;

class PageQueryTest {

    @Test
    void isTheFirstPageByIdWhereNothingIsSaid() {
        assertThat(PageQuery.of(new LinkedMultiValueMap<>()))
                .isEqualTo(new PageQuery(0, 20, List.of("category_id asc")));
    }

    @Test
    void ordersByTheIdInTheEndSoThatPagesDoNotOverlap() {
        LinkedMultiValueMap<String, String> parameters = new LinkedMultiValueMap<>();
        parameters.add("sort", "categoryName,desc");
        parameters.add("sort", "categoryName");
        assertThat(PageQuery.of(parameters).sort()).containsExactly("category_name desc", "category_id asc");
    }

    @Test
    void findsPagesFarBehind() {
        assertThat(new PageQuery(PageQuery.MAX_PAGE, 100, List.of()).offset()).isEqualTo(100_000_000L);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "page | -1 | page must be a whole number from 0 to 1000000",
                "page | 1000001 | page must be",
                "page | one | page must be",
                "page | '' | page must be",
                "size | 0 | size must be a whole number from 1 to 100",
                "size | 101 | size must be",
                "size | 99999999999 | size must be",
                "sort | deleted | sort must be categoryId or categoryName",
                "sort | categoryName,up | sort must be",
                "sort | categoryName,asc,desc | sort must be",
                "sort | category_name;drop table read_category | sort must be",
                "sort | '' | sort must be",
            })
    void refuses(String name, String value, String problem) {
        LinkedMultiValueMap<String, String> parameters = new LinkedMultiValueMap<>();
        parameters.add(name, value);
        assertThatExceptionOfType(BadPageException.class)
                .isThrownBy(() -> PageQuery.of(parameters))
                .withMessageContaining(problem);
    }
}
