package com.everyoneslecture.outbox.service.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.everyoneslecture.outbox.service.page.PageQuery.Order;
import com.everyoneslecture.outbox.service.problem.InvalidRequestException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.util.LinkedMultiValueMap;

class PageQueryTest {

    private final LinkedMultiValueMap<String, String> parameters = new LinkedMultiValueMap<>();

    @Test
    void isTheFirstPageByIdWhereNothingIsSaid() {
        assertThat(parsed()).isEqualTo(new PageQuery(0, 20, List.of(), List.of(new Order("categoryId", false))));
    }

    @Test
    void ordersByTheIdInTheEndSoThatPagesDoNotOverlap() {
        parameters.add("sort", "categoryName,desc");
        parameters.add("sort", "categoryName");
        assertThat(parsed().orders()).containsExactly(new Order("categoryName", true), new Order("categoryId", false));
    }

    @Test
    void takesADirectionInAnyCase() {
        parameters.add("sort", "categoryId,DESC");
        assertThat(parsed().orders()).containsExactly(new Order("categoryId", true));
    }

    @Test
    void findsPagesFarBehind() {
        parameters.add("page", "10000000");
        parameters.add("size", "100");
        assertThat(parsed().offset()).isEqualTo(1_000_000_000L);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "page | -1 | page must be a number from 0 to 10000000",
                "page | 10000001 | page must be",
                "page | one | page must be",
                "page | '' | page must be",
                "size | 0 | size must be a number from 1 to 100",
                "size | 101 | size must be",
                "size | 99999999999 | size must be",
                "sort | deleted | sort must be one of [categoryId, categoryName]",
                "sort | categoryName,up | sort must be",
                "sort | categoryName,asc,desc | sort must be",
                "sort | category_name;drop table read_category | sort must be",
                "sort | '' | sort must be",
            })
    void refuses(String name, String value, String problem) {
        parameters.add(name, value);
        assertThatExceptionOfType(InvalidRequestException.class)
                .isThrownBy(this::parsed)
                .withMessageContaining(problem);
    }

    private PageQuery parsed() {
        return PageQuery.parse(parameters, List.of("categoryId", "categoryName"));
    }
}
