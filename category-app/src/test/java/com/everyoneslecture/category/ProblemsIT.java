package com.everyoneslecture.category;

import static org.assertj.core.api.Assertions.assertThat;

import com.everyoneslecture.testservices.LargeBody;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.json.JSONException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.skyscreamer.jsonassert.JSONAssert;
import org.skyscreamer.jsonassert.JSONCompareMode;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** The exact text of every problem that a client receives. */
@RunningService
class ProblemsIT {

    private static final String PATH = "/category/lectureCategories";

    private final Http http;
    private final Stored stored;

    ProblemsIT(@LocalServerPort int port, @Autowired Stored stored) {
        this.http = new Http(port);
        this.stored = stored;
    }

    static Stream<Arguments> wrongBodies() {
        return Stream.of(
                Arguments.of("{}", "categoryName", "is required"),
                Arguments.of("{\"categoryName\":null}", "categoryName", "is required"),
                Arguments.of("{\"categoryName\":1}", "categoryName", "must be a string, but is of type number"),
                Arguments.of("{\"categoryName\":[\"a\"]}", "categoryName", "must be a string, but is of type array"),
                Arguments.of("{\"categoryName\":\"\"}", "categoryName", "must not be blank"),
                Arguments.of("{\"categoryName\":\" \\u3000\\u200b\"}", "categoryName", "must not be blank"),
                Arguments.of(
                        "{\"categoryName\":\"" + "😀".repeat(256) + "\"}",
                        "categoryName",
                        "must have at most 255 characters, but has 256"),
                Arguments.of(
                        "{\"categoryName\":\"a\\u0000b\"}",
                        "categoryName",
                        "must not contain control characters such as line breaks, tabs or U+0000"),
                Arguments.of(
                        "{\"categoryName\":\"a\\nb\"}",
                        "categoryName",
                        "must not contain control characters such as line breaks, tabs or U+0000"),
                Arguments.of(
                        "{\"categoryName\":\"a\\ud800b\"}",
                        "categoryName",
                        "must be valid Unicode: it contains half of a surrogate pair"),
                Arguments.of(
                        "{\"categoryName\":\"a\",\"name\":1}",
                        "name",
                        "is not a field of a category; the field is categoryName"));
    }

    @ParameterizedTest
    @MethodSource("wrongBodies")
    void namesTheFieldThatIsWrong(String body, String field, String detail) {
        long before = stored.events();

        problem(http.post(body), 400, """
                {"title": "Bad Request", "status": 400, "instance": "/category/lectureCategories",
                 "detail": "%1$s %2$s.", "errors": [{"field": "%1$s", "detail": "%2$s"}]}""".formatted(field, detail));
        assertThat(stored.events()).isEqualTo(before);
    }

    @Test
    void namesEveryFieldThatIsWrongAtOnce() {
        problem(http.put(7, "{\"categoryId\":8,\"categoryName\":true,\"nmae\":\"a\"}"), 400, """
                {"title": "Bad Request", "status": 400, "instance": "/category/lectureCategories/7",
                 "detail": "categoryId cannot be changed: the URL has 7, so leave it out. \
                categoryName must be a string, but is of type boolean. \
                nmae is not a field of a category; the field is categoryName.",
                 "errors": [
                   {"field": "categoryId", "detail": "cannot be changed: the URL has 7, so leave it out"},
                   {"field": "categoryName", "detail": "must be a string, but is of type boolean"},
                   {"field": "nmae", "detail": "is not a field of a category; the field is categoryName"}]}""");
    }

    @Test
    void refusesAPatchThatRemovesTheName() {
        long id = http.create("stays");

        HttpResponse<String> refused = http.patch(id, "{\"categoryName\":null}");

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body()).contains("categoryName is required");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "\"최종테스트\"", "1", "null", "true"})
    void refusesABodyThatIsNoObject(String body) {
        HttpResponse<String> refused = http.post(body);

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body()).contains("must be a JSON object");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"categoryName\":|line 1, column 17",
                "{\"categoryName\":\"a\"|line 1, column 20",
                "{'categoryName':'a'}|line 1, column 2",
                "{\"categoryName\":\"a\"} x|line 1, column 22",
                "{\"categoryName\":\"a\",\"categoryName\":\"b\"}|Duplicate",
                "{\"categoryName\":NaN}|NaN",
            })
    void saysWhereTheJsonIsMalformed(String body, String place) {
        HttpResponse<String> refused = http.post(body);

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(refused.body()).contains("The body is not valid JSON").contains(place);
    }

    @Test
    void refusesTextThatIsNotUtf8() {
        byte[] latin = "{\"categoryName\":\"é\"}".getBytes(StandardCharsets.ISO_8859_1);

        HttpResponse<String> refused =
                http.send("POST", PATH, BodyPublishers.ofByteArray(latin), "Content-Type", "application/json");

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body()).contains("UTF-8");
    }

    @Test
    void refusesAMissingBody() {
        problem(http.send("POST", PATH, BodyPublishers.noBody(), "Content-Type", "application/json"), 400, """
                {"title": "Bad Request", "status": 400, "instance": "/category/lectureCategories",
                 "detail": "The body is missing or cannot be read; it must be a JSON object."}""");
    }

    @Test
    void doesNotKnowAnUnknownId() {
        problem(http.get(PATH + "/999999999"), 404, """
                {"title": "Not Found", "status": 404, "instance": "/category/lectureCategories/999999999",
                 "detail": "There is no lecture category 999999999."}""");
    }

    @ParameterizedTest
    @ValueSource(strings = {"abc", "1.5", "-1", "0x10", "99999999999999999999", "%EC%9D%BC"})
    void refusesAnIdThatIsNoNumber(String id) {
        problem(http.get(PATH + "/" + id), 400, """
                {"title": "Bad Request", "status": 400, "instance": "/category/lectureCategories/%s",
                 "detail": "categoryId must be a number of up to 18 decimal digits.",
                 "errors": [{"field": "categoryId", "detail": "must be a number of up to 18 decimal digits"}]}""".formatted(id));
    }

    @Test
    void tellsTheCurrentETagToAClientWhoseVersionIsStale() {
        long id = http.create("a");
        http.put(id, "{\"categoryName\":\"b\"}");

        HttpResponse<String> stale = http.put(id, "{\"categoryName\":\"c\"}", "If-Match", "\"1\"");

        assertThat(stale.headers().firstValue("ETag")).contains("\"2\"");
        problem(stale, 412, """
                {"title": "Precondition Failed", "status": 412, "instance": "/category/lectureCategories/%s",
                 "detail": "The category's ETag is \\"2\\", which the conditions of the request rule out. \
                Read the category again and decide whether the request still makes sense."}""".formatted(id));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "\"1", "1\"", "\"a\" \"b\"", "\"1\", *", "w/\"1\"", ",", "W/1", "\"a b\""})
    void refusesAMalformedCondition(String tags) {
        long id = http.create("a");

        problem(http.put(id, "{\"categoryName\":\"b\"}", "If-Match", tags), 400, """
                {"title": "Bad Request", "status": 400, "instance": "/category/lectureCategories/%s",
                 "detail": "If-Match must be * or a list of entity tags with their quotation marks, \
                such as \\"1\\" or \\"1\\", \\"2\\".",
                 "errors": [{"field": "If-Match",
                             "detail": "must be * or a list of entity tags with their quotation marks, \
                such as \\"1\\" or \\"1\\", \\"2\\""}]}""".formatted(id));
    }

    static Stream<BodyPublisher> tooLargeBodies() {
        byte[] body =
                ("{\"categoryName\":\"a\",\"x\":\"" + "a".repeat(16 * 1024) + "\"}").getBytes(StandardCharsets.UTF_8);
        byte[] huge = ("{\"categoryName\":\"" + "a".repeat(1 << 20) + "\"}").getBytes(StandardCharsets.UTF_8);
        return Stream.of(
                BodyPublishers.ofByteArray(body),
                BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body)),
                BodyPublishers.ofByteArray(huge),
                BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(huge)));
    }

    @ParameterizedTest
    @MethodSource("tooLargeBodies")
    void refusesABodyThatIsTooLarge(BodyPublisher body) {
        problem(http.send("POST", PATH, body, "Content-Type", "application/json"), 413, """
                {"title": "Content Too Large", "status": 413, "instance": "/category/lectureCategories",
                 "detail": "The body is larger than the 16384 bytes that are allowed."}""");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void refusesABodyOf95MegabytesWithoutReadingIt(boolean chunked) throws Exception {
        LargeBody.Answer answer = LargeBody.post(URI.create(http.url(PATH)).getPort(), PATH, chunked, "");

        assertThat(answer.text()).startsWith("HTTP/1.1 413").contains("application/problem+json");
        assertThat(answer.sent()).isLessThan(20_000_000);
    }

    @Test
    void takesALargeBodyThatIsNotTooLarge() {
        String body = "{\"categoryName\":\"a\"}";
        String largest = body + " ".repeat(16 * 1024 - body.length());

        assertThat(http.post(largest).statusCode()).isEqualTo(201);
        assertThat(http.post(largest + " ").statusCode()).isEqualTo(413);
    }

    @Test
    void refusesAnUnsupportedMediaType() {
        HttpResponse<String> refused =
                http.send("POST", PATH, BodyPublishers.ofString("categoryName=a"), "Content-Type", "text/plain");

        assertThat(refused.headers().firstValue("Accept")).contains("application/json, application/hal+json");
        problem(refused, 415, """
                {"title": "Unsupported Media Type", "status": 415, "instance": "/category/lectureCategories",
                 "detail": "text/plain is not read here; send one of application/json, application/hal+json."}""");
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/x-www-form-urlencoded", "multipart/form-data;boundary=a", "application/xml"})
    void refusesFormsToo(String mediaType) {
        for (String method : new String[] {"POST", "PUT", "PATCH"}) {
            HttpResponse<String> refused = http.send(
                    method,
                    PATH + (method.equals("POST") ? "" : "/1"),
                    BodyPublishers.ofString("categoryName=a"),
                    "Content-Type",
                    mediaType);
            assertThat(refused.statusCode()).isEqualTo(415);
            assertThat(refused.headers().firstValue("Content-Type")).contains("application/problem+json");
        }
    }

    @Test
    void saysWhichMediaTypesAPatchMayHave() {
        HttpResponse<String> refused = http.send(
                "PATCH", PATH + "/1", BodyPublishers.ofString("[]"), "Content-Type", "application/json-patch+json");

        assertThat(refused.statusCode()).isEqualTo(415);
        assertThat(refused.headers().firstValue("Accept-Patch"))
                .contains("application/merge-patch+json, application/json");
    }

    @Test
    void refusesABodyWithoutAMediaType() {
        HttpResponse<String> refused = http.send("POST", PATH, BodyPublishers.ofString("{}"));

        assertThat(refused.statusCode()).isEqualTo(415);
        assertThat(refused.body()).contains("send one of application/json");
    }

    @Test
    void saysWhatItCanAnswer() {
        problem(http.get(PATH + "/1", "Accept", "application/xml"), 406, """
                {"title": "Not Acceptable", "status": 406, "instance": "/category/lectureCategories/1",
                 "detail": "The response is only available as one of application/hal+json, application/json; accept one of those."}""");
    }

    @Test
    void saysWhichMethodsThereAre() {
        HttpResponse<String> refused = http.delete(PATH);

        assertThat(refused.headers().firstValue("Allow").orElseThrow().split(", ?"))
                .containsExactlyInAnyOrder("GET", "POST");
        problem(refused, 405, """
                {"title": "Method Not Allowed", "status": 405, "instance": "/category/lectureCategories",
                 "detail": "DELETE is not possible here; use one of %s."}""".formatted(
                        refused.headers().firstValue("Allow").orElseThrow()));
    }

    @Test
    void saysWhereCategoriesAre() {
        problem(http.get("/categories"), 404, """
                {"title": "Not Found", "status": 404, "instance": "/categories",
                 "detail": "There is no resource at this address; categories are at /category/lectureCategories."}""");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/", "/error", "/actuator", "/actuator/env", "/actuator/shutdown", PATH + "/", PATH + "/1/2"})
    void hasNothingElse(String path) {
        HttpResponse<String> refused = http.get(path);

        assertThat(refused.statusCode()).isEqualTo(404);
        assertThat(refused.headers().firstValue("Content-Type")).contains("application/problem+json");
    }

    @Test
    void refusesEveryWrongParameterOfAPageAtOnce() {
        problem(http.get(PATH + "?page=-1&size=101&sort=version"), 400, """
                {"title": "Bad Request", "status": 400, "instance": "/category/lectureCategories",
                 "detail": "page must be a number from 0 to 10000000. size must be a number from 1 to 100. \
                sort must be one of [categoryId, categoryName], alone or followed by ,asc or ,desc.",
                 "errors": [
                   {"field": "page", "detail": "must be a number from 0 to 10000000"},
                   {"field": "size", "detail": "must be a number from 1 to 100"},
                   {"field": "sort",
                    "detail": "must be one of [categoryId, categoryName], alone or followed by ,asc or ,desc"}]}""");
    }

    static void problem(HttpResponse<String> response, int status, String expected) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        assertThat(response.headers().firstValue("Content-Type")).contains("application/problem+json");
        try {
            JSONAssert.assertEquals(expected, response.body(), JSONCompareMode.STRICT);
        } catch (JSONException e) {
            throw new AssertionError("not JSON: " + response.body(), e);
        }
    }
}
