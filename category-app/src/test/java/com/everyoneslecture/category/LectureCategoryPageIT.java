package com.everyoneslecture.category;

import static org.assertj.core.api.Assertions.assertThat;

import com.jayway.jsonpath.JsonPath;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.skyscreamer.jsonassert.JSONAssert;
import org.skyscreamer.jsonassert.JSONCompareMode;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

@RunningService
class LectureCategoryPageIT {

    private static final String PATH = "/category/lectureCategories";

    private final Http http;
    private final Stored stored;

    LectureCategoryPageIT(@LocalServerPort int port, @Autowired Stored stored) {
        this.http = new Http(port);
        this.stored = stored;
    }

    @BeforeEach
    void beginsWithoutCategories() {
        stored.forgetCategories();
    }

    @Test
    void answersAnEmptyPageWithAnEmptyList() throws Exception {
        String self = http.url(PATH) + "?page=0&size=20";
        JSONAssert.assertEquals("""
                {"_embedded": {"lectureCategories": []},
                 "_links": {"first": {"href": "%1$s"}, "self": {"href": "%1$s"}, "last": {"href": "%1$s"}},
                 "page": {"size": 20, "totalElements": 0, "totalPages": 0, "number": 0}}""".formatted(self), http.get(PATH).body(), JSONCompareMode.STRICT);
    }

    @Test
    void linksToThePagesAroundAPage() throws Exception {
        createAll("a", "b", "c", "d", "e");
        String base = http.url(PATH) + "?page=%d&size=2&sort=categoryName,desc";

        String body = http.get(PATH + "?size=2&page=1&sort=categoryName,desc").body();

        assertThat(names(body)).containsExactly("c", "b");
        JSONAssert.assertEquals(
                """
                {"first": {"href": "%s"}, "prev": {"href": "%s"}, "self": {"href": "%s"},
                 "next": {"href": "%s"}, "last": {"href": "%s"}}""".formatted(
                        base.formatted(0), base.formatted(0), base.formatted(1), base.formatted(2), base.formatted(2)),
                new org.json.JSONObject(body).getString("_links"),
                JSONCompareMode.STRICT);
        JSONAssert.assertEquals(
                "{\"size\": 2, \"totalElements\": 5, \"totalPages\": 3, \"number\": 1}",
                new org.json.JSONObject(body).getString("page"),
                JSONCompareMode.STRICT);
    }

    @Test
    void leadsThroughAllCategoriesOnceByItsLinks() {
        List<String> created = new ArrayList<>();
        for (int n = 0; n < 7; n++) {
            created.add("name " + n % 2);
        }
        createAll(created.toArray(String[]::new));

        List<Integer> ids = new ArrayList<>();
        @Nullable String next = http.url(PATH) + "?size=3&sort=categoryName";
        while (next != null) {
            String body = http.get(next.substring(http.url("").length())).body();
            ids.addAll(JsonPath.<List<Integer>>read(body, "$._embedded.lectureCategories[*].categoryId"));
            Map<String, Map<String, String>> links = JsonPath.read(body, "$._links");
            next = links.containsKey("next") ? links.get("next").get("href") : null;
        }
        assertThat(ids).hasSize(7).doesNotHaveDuplicates();
    }

    @Test
    void sortsByIdUnlessToldOtherwise() {
        createAll("b", "a", "c");

        assertThat(names(http.get(PATH).body())).containsExactly("b", "a", "c");
        assertThat(names(http.get(PATH + "?sort=categoryId,desc").body())).containsExactly("c", "a", "b");
        assertThat(names(http.get(PATH + "?sort=categoryName").body())).containsExactly("a", "b", "c");
        assertThat(names(http.get(PATH + "?sort=categoryName,DESC").body())).containsExactly("c", "b", "a");
    }

    @Test
    void sortsByTheFirstPropertyFirst() {
        createAll("b", "a", "b");

        List<Integer> ids = JsonPath.read(
                http.get(PATH + "?sort=categoryName,desc&sort=categoryId,desc").body(),
                "$._embedded.lectureCategories[*].categoryId");
        List<Integer> others = JsonPath.read(
                http.get(PATH + "?sort=categoryName,desc&sort=categoryId,asc").body(),
                "$._embedded.lectureCategories[*].categoryId");

        assertThat(ids.get(0)).isGreaterThan(ids.get(1));
        assertThat(others.get(0)).isLessThan(others.get(1));
        assertThat(ids.get(2)).isEqualTo(others.get(2));
    }

    @Test
    void answersAPageBehindTheLastWithAnEmptyListAndAWayBack() {
        createAll("a");

        String body = http.get(PATH + "?page=10000000&size=100").body();

        assertThat(names(body)).isEmpty();
        assertThat(JsonPath.<String>read(body, "$._links.prev.href")).contains("page=0");
    }

    private void createAll(String... names) {
        for (String name : names) {
            http.create(name);
        }
    }

    private static List<String> names(String body) {
        return JsonPath.read(body, "$._embedded.lectureCategories[*].categoryName");
    }
}
