package com.everyoneslecture.category;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

@RunningService
class LectureCategoryIT {

    private static final String PATH = "/category/lectureCategories";

    private final Http http;
    private final Stored stored;

    LectureCategoryIT(@LocalServerPort int port, @Autowired Stored stored) {
        this.http = new Http(port);
        this.stored = stored;
    }

    @Test
    void createsACategoryUnderAGeneratedId() {
        HttpResponse<String> created = http.post("{\"categoryId\":10,\"categoryName\":\"최종테스트\"}");

        assertThat(created.statusCode()).isEqualTo(201);
        String location = created.headers().firstValue("Location").orElseThrow();
        assertThat(location).matches("http://127.0.0.1:\\d+/category/lectureCategories/\\d+");
        long id = Long.parseLong(location.substring(location.lastIndexOf('/') + 1));
        assertThat(created.headers().firstValue("ETag")).contains("\"1\"");
        assertThat(created.headers().firstValue("Content-Type")).contains("application/hal+json");
        assertThat(created.body()).isEqualTo(category(id, "최종테스트"));
        assertThat(http.get(PATH + "/" + id).body()).isEqualTo(created.body());
    }

    @ParameterizedTest
    @ValueSource(strings = {"10", "\"abc\"", "null", "1.5", "{}", "[1]", "99999999999999999999"})
    void ignoresAnyIdInThatBody(String id) {
        assertThat(http.post("{\"categoryId\":" + id + ",\"categoryName\":\"a\"}")
                        .statusCode())
                .isEqualTo(201);
    }

    @Test
    void readsACategoryWithItsETag() {
        long id = http.create("읽기");

        HttpResponse<String> read = http.get(PATH + "/" + id, "Accept", "application/json");

        assertThat(read.statusCode()).isEqualTo(200);
        assertThat(read.headers().firstValue("Content-Type")).contains("application/json");
        assertThat(read.headers().firstValue("ETag")).contains("\"1\"");
        assertThat(read.body()).isEqualTo(category(id, "읽기"));
    }

    @Test
    void answersHeadLikeGetWithoutABody() {
        long id = http.create("head");

        HttpResponse<String> head = http.send("HEAD", PATH + "/" + id, BodyPublishers.noBody());

        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.headers().firstValue("ETag")).contains("\"1\"");
        assertThat(head.body()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"1\"", "W/\"1\"", "\"7\", \"1\"", "*"})
    void sendsNothingThatTheClientHasAlready(String tags) {
        long id = http.create("unchanged");

        HttpResponse<String> read = http.get(PATH + "/" + id, "If-None-Match", tags);

        assertThat(read.statusCode()).isEqualTo(304);
        assertThat(read.headers().firstValue("ETag")).contains("\"1\"");
        assertThat(read.body()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"2\"", "\"11\"", "\"1-gzip\"", "W/\"0\""})
    void sendsWhatTheClientDoesNotHave(String tags) {
        long id = http.create("changed");

        assertThat(http.get(PATH + "/" + id, "If-None-Match", tags).statusCode())
                .isEqualTo(200);
    }

    @Test
    void replacesAndPatches() {
        long id = http.create("하나");

        HttpResponse<String> replaced = http.put(id, "{\"categoryName\":\"둘\"}");
        assertThat(replaced.statusCode()).isEqualTo(200);
        assertThat(replaced.headers().firstValue("ETag")).contains("\"2\"");
        assertThat(replaced.body()).isEqualTo(category(id, "둘"));

        HttpResponse<String> patched = http.patch(id, "{\"categoryName\":\"셋\"}");
        assertThat(patched.statusCode()).isEqualTo(200);
        assertThat(patched.headers().firstValue("ETag")).contains("\"3\"");
        assertThat(patched.body()).isEqualTo(category(id, "셋"));
        assertThat(http.get(PATH + "/" + id).body()).isEqualTo(patched.body());
    }

    @Test
    void takesAMergePatchByItsOwnMediaType() {
        long id = http.create("before");

        HttpResponse<String> patched = http.send(
                "PATCH",
                PATH + "/" + id,
                BodyPublishers.ofString("{\"categoryName\":\"after\"}"),
                "Content-Type",
                "application/merge-patch+json");

        assertThat(patched.statusCode()).isEqualTo(200);
        assertThat(patched.body()).isEqualTo(category(id, "after"));
    }

    @Test
    void takesBackWhatItHasSent() {
        long id = http.create("and back");
        String representation = http.get(PATH + "/" + id).body();

        assertThat(http.put(id, representation.replace("and back", "changed")).statusCode())
                .isEqualTo(200);
        assertThat(http.patch(id, representation).statusCode()).isEqualTo(200);
        assertThat(http.post(representation).statusCode()).isEqualTo(201);
    }

    @ParameterizedTest
    @CsvSource({"PUT,\"categoryName\":\"same\"", "PATCH,\"categoryName\":\"same\"", "PATCH,''"})
    void changesNothingByWhatChangesNothing(String method, String field) {
        long id = http.create("same");

        for (int times = 0; times < 2; times++) {
            HttpResponse<String> same = http.send(
                    method,
                    PATH + "/" + id,
                    BodyPublishers.ofString("{" + field + "}"),
                    "Content-Type",
                    "application/json");
            assertThat(same.statusCode()).isEqualTo(200);
            assertThat(same.headers().firstValue("ETag")).contains("\"1\"");
            assertThat(same.body()).isEqualTo(category(id, "same"));
        }
        assertThat(stored.versions(id)).containsExactly(1L);
    }

    @Test
    void removesTheSpaceAroundAName() {
        long id = http.create(" \u3000 안쪽  공백 \u00a0 ");

        assertThat(http.get(PATH + "/" + id).body()).isEqualTo(category(id, "안쪽  공백"));
        assertThat(http.put(id, "{\"categoryName\":\"안쪽  공백 \"}").headers().firstValue("ETag"))
                .contains("\"1\"");
    }

    @Test
    void takesNamesOf255CharactersHoweverManyBytesTheyHave() {
        String name = "😀".repeat(255);

        long id = http.create(name);

        assertThat(http.get(PATH + "/" + id).body()).isEqualTo(category(id, name));
    }

    @Test
    void deletesOnce() {
        long id = http.create("doomed");

        HttpResponse<String> deleted = http.delete(PATH + "/" + id);
        assertThat(deleted.statusCode()).isEqualTo(204);
        assertThat(deleted.body()).isEmpty();
        assertThat(http.get(PATH + "/" + id).statusCode()).isEqualTo(404);
        assertThat(http.delete(PATH + "/" + id).statusCode()).isEqualTo(404);
        assertThat(http.put(id, "{\"categoryName\":\"a\"}").statusCode()).isEqualTo(404);
        assertThat(http.patch(id, "{\"categoryName\":\"a\"}").statusCode()).isEqualTo(404);
        assertThat(stored.versions(id)).containsExactly(1L, 2L);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"1\"", "*", "\"0\", \"1\"", ",\"1\" ,, \"3\""})
    void makesAChangeUnderAConditionThatHolds(String tags) {
        long id = http.create("guarded");

        assertThat(http.put(id, "{\"categoryName\":\"b\"}", "If-Match", tags).statusCode())
                .isEqualTo(200);
        assertThat(http.delete(PATH + "/" + id, "If-Match", "\"2\"").statusCode())
                .isEqualTo(204);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"2\"", "W/\"1\"", "\"2\", W/\"1\"", "\"\"", "\"01\""})
    void refusesAStaleVersion(String tags) {
        long id = http.create("guarded");

        assertThat(http.put(id, "{\"categoryName\":\"b\"}", "If-Match", tags).statusCode())
                .isEqualTo(412);
        assertThat(http.patch(id, "{\"categoryName\":\"b\"}", "If-Match", tags).statusCode())
                .isEqualTo(412);
        assertThat(http.patch(id, "{}", "If-Match", tags).statusCode()).isEqualTo(412);
        assertThat(http.delete(PATH + "/" + id, "If-Match", tags).statusCode()).isEqualTo(412);
        assertThat(http.get(PATH + "/" + id, "If-Match", tags).statusCode()).isEqualTo(412);
        assertThat(stored.versions(id)).containsExactly(1L);
        assertThat(http.get(PATH + "/" + id).body()).isEqualTo(category(id, "guarded"));
    }

    @Test
    void refusesAChangeOfWhatIfNoneMatchRulesOut() {
        long id = http.create("guarded");

        assertThat(http.put(id, "{\"categoryName\":\"b\"}", "If-None-Match", "*")
                        .statusCode())
                .isEqualTo(412);
        assertThat(http.put(id, "{\"categoryName\":\"b\"}", "If-None-Match", "\"1\"")
                        .statusCode())
                .isEqualTo(412);
        assertThat(http.put(id, "{\"categoryName\":\"b\"}", "If-None-Match", "\"2\"")
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void saysUnknownBeforeItLooksAtConditions() {
        assertThat(http.put(999_999_999L, "{\"categoryName\":\"b\"}", "If-Match", "\"1\"")
                        .statusCode())
                .isEqualTo(404);
    }

    private String category(long id, String name) {
        return "{\"categoryId\":" + id + ",\"categoryName\":\"" + name + "\",\"_links\":{\"self\":{\"href\":\""
                + http.url(PATH + "/" + id) + "\"}}}";
    }
}
