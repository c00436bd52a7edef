package com.everyoneslecture.category;

import static org.assertj.core.api.Assertions.assertThat;

import com.jayway.jsonpath.JsonPath;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.TestPropertySource;

/** Health, metrics and the OpenAPI document, for operators and tools. */
@RunningService
@TestPropertySource(properties = "management.endpoints.web.exposure.include=*")
class ManagementIT {

    private final Http http;

    ManagementIT(@LocalServerPort int port) {
        this.http = new Http(port);
    }

    @ParameterizedTest
    @ValueSource(strings = {"liveness", "readiness"})
    void isHealthy(String probe) {
        HttpResponse<String> health = http.get("/actuator/health/" + probe);

        assertThat(health.statusCode()).isEqualTo(200);
        assertThat(JsonPath.<String>read(health.body(), "$.status")).isEqualTo("UP");
    }

    @ParameterizedTest
    @ValueSource(strings = {"env", "configprops", "beans", "heapdump", "threaddump", "loggers", "mappings", "info"})
    void hasNoOtherEndpointAlthoughAllAreExposed(String endpoint) {
        assertThat(http.get("/actuator/" + endpoint).statusCode()).isEqualTo(404);
    }

    @Test
    void countsItsRequests() {
        http.create("counted");

        assertThat(http.get("/actuator/prometheus").body())
                .contains("http_server_requests_seconds_count")
                .contains("uri=\"/category/lectureCategories\"")
                .contains("hikaricp_connections_active");
    }

    @Test
    void describesEveryOperation() {
        String document = http.get("/v3/api-docs").body();

        Map<String, Map<String, Object>> paths = JsonPath.read(document, "$.paths");
        assertThat(paths).containsOnlyKeys("/category/lectureCategories", "/category/lectureCategories/{categoryId}");
        assertThat(paths.get("/category/lectureCategories")).containsOnlyKeys("get", "post");
        assertThat(paths.get("/category/lectureCategories/{categoryId}"))
                .containsOnlyKeys("get", "put", "patch", "delete");
    }

    @Test
    void describesWhatGoesInAndComesOut() {
        String document = http.get("/v3/api-docs").body();
        String one = "$.paths['/category/lectureCategories/{categoryId}']";

        assertThat(JsonPath.<Map<String, Object>>read(document, one + ".patch.requestBody.content"))
                .containsOnlyKeys("application/merge-patch+json", "application/json");
        assertThat(JsonPath.<List<String>>read(document, one + ".put.parameters[*].name"))
                .containsExactlyInAnyOrder("categoryId", "If-Match", "If-None-Match");
        assertThat(JsonPath.<List<String>>read(
                        document, "$.paths['/category/lectureCategories'].get.parameters[*].name"))
                .containsExactlyInAnyOrder("page", "size", "sort");
        assertThat(JsonPath.<Map<String, Object>>read(document, one + ".get.responses"))
                .containsOnlyKeys("200", "304", "default");
        assertThat(JsonPath.<Map<String, Object>>read(
                        document, "$.paths['/category/lectureCategories'].post.responses"))
                .containsOnlyKeys("201", "default");
        assertThat(JsonPath.<Map<String, Object>>read(document, one + ".get.responses.default.content"))
                .containsOnlyKeys("application/problem+json");
        assertThat(JsonPath.<Map<String, Object>>read(document, "$.components.schemas.CategoryBody.properties"))
                .containsOnlyKeys("categoryName");
    }
}
