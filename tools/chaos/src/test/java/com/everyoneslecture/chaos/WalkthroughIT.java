package com.everyoneslecture.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Runs the steps of the README, with the same commands. */
@Tag("long")
class WalkthroughIT {

    private static final String NAME = "최종테스트";

    @Test
    @Timeout(600)
    void followsACategoryFromThePostToTheReadModelAndToItsEnd() throws Exception {
        try (Launcher launcher = Launcher.up()) {
            Categories categories = new Categories(launcher);

            HttpResponse<String> created = categories.post("{\"categoryId\":4711,\"categoryName\":\"" + NAME + "\"}");
            assertThat(created.statusCode()).isEqualTo(201);
            long id = Categories.idOf(created);
            assertThat(id).as("a generated id").isNotEqualTo(4711);

            awaitName(categories, id, NAME);
            JsonNode read = new JsonMapper().readTree(categories.readModel(id).body());
            assertThat(read.propertyNames()).containsExactly("categoryName", "_links");
            assertThat(read.at("/_links/self/href").asString())
                    .isEqualTo(launcher.url("lecture-projector") + "/lecture/readCategories/" + id);
            assertThat(read.at("/_links/category/href").asString())
                    .isEqualTo(launcher.url("category-app") + "/category/lectureCategories/" + id);

            assertThat(get(launcher.url("console") + "/api/session")).contains("\"demonstration\":false");
            assertThat(get(launcher.url("console") + "/lecture/readCategories/" + id))
                    .contains("\"categoryName\":\"" + NAME + "\"");

            assertThat(launcher.run("kafka-topics", "--list").lines()).contains("categoryChanged");
            assertThat(launcher.run("kafka-consumer-groups", "--list").lines()).contains("CGR-lecture-categoryChanged");
            assertLagIsZeroOnEveryPartition(launcher);
            assertThat(launcher.run(
                                    "kafka-console-consumer",
                                    "--topic",
                                    "categoryChanged",
                                    "--from-beginning",
                                    "--max-messages",
                                    "1")
                            .lines())
                    .anyMatch(line -> line.matches("\\{\"eventType\":\"LectureCategoryChanged\",\"timestamp\":"
                            + "\"\\d{4}-\\d\\d-\\d\\d-\\d\\d:\\d\\d:\\d\\d\",\"jobType\":\"INSERT\",\"categoryId\":"
                            + id
                            + ",\"categoryName\":\"" + NAME + "\"}"));

            assertThat(categories
                            .change("PUT", id, "{\"categoryName\":\"바뀐 이름\"}")
                            .statusCode())
                    .isEqualTo(200);
            awaitName(categories, id, "바뀐 이름");
            assertThat(categories
                            .change("PATCH", id, "{\"categoryName\":\"다시 바뀐 이름\"}")
                            .statusCode())
                    .isEqualTo(200);
            awaitName(categories, id, "다시 바뀐 이름");
            assertThat(categories.change("DELETE", id, "").statusCode()).isEqualTo(204);
            awaitName(categories, id, "status 404");

            launcher.terminate();
            Awaitility.await("no process is left behind")
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> launcher.processes().isEmpty());
        }
    }

    private static String get(String url) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url)).build();
        return HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.ofString())
                .body();
    }

    private static void awaitName(Categories categories, long id, String name) {
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> categories.readModelName(id), name::equals);
    }

    private static void assertLagIsZeroOnEveryPartition(Launcher launcher) {
        Awaitility.await("lag 0 on each of the 6 partitions")
                .atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(launcher.run(
                                        "kafka-consumer-groups", "--describe", "--group", "CGR-lecture-categoryChanged")
                                .lines()
                                .filter(line -> line.startsWith("CGR-"))
                                .map(line -> line.split("\\s+"))
                                .map(columns -> columns[1] + " " + columns[2] + " lag " + columns[5]))
                        .containsExactlyInAnyOrder(
                                "categoryChanged 0 lag 0",
                                "categoryChanged 1 lag 0",
                                "categoryChanged 2 lag 0",
                                "categoryChanged 3 lag 0",
                                "categoryChanged 4 lag 0",
                                "categoryChanged 5 lag 0"));
    }
}
