package com.everyoneslecture.console.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The whole system on a machine with another locale and time zone, with the variables of foreign services, and for a user without a home directory. Java formats numbers with Arabic
 * digits in one of these locales, and has other lower and upper case letters in the other: neither may reach a server, a topic or an answer.
 */
@Tag("long")
@Timeout(300)
class ForeignMachineIT {

    private static final Duration BOUND = Duration.ofMinutes(1);
    private static final String NAME = "최종테스트 Iİıi ١٢٣";

    /** Services of a namespace, with names like those of the settings. */
    private static final Map<String, String> OF_KUBERNETES = Map.of(
            "CATEGORY_DB_PORT", "tcp://10.0.0.2:5432",
            "CATEGORY_PORT", "tcp://10.0.0.3:8081",
            "CATEGORY_SERVICE_HOST", "10.0.0.3",
            "RELAY_METRICS_SERVICE_HOST", "10.0.0.4",
            "RELAY_KAFKA_PORT", "tcp://10.0.0.5:9092",
            "OUTBOX_RELAY_PORT_8083_TCP", "tcp://10.0.0.6:8083",
            "PROJECTOR_PORT", "tcp://10.0.0.7:8082",
            "CONSOLE_SERVICE_PORT_HTTP", "8080");

    @ParameterizedTest
    @CsvSource({"ar, EG, Asia/Kathmandu", "tr, TR, America/St_Johns"})
    void worksAsEverywhereElse(String language, String country, String zone) throws Exception {
        String options = "-Duser.language=%s -Duser.country=%s -Duser.timezone=%s -Duser.home=/nonexistent"
                .formatted(language, country, zone);
        Map<String, String> machine = new HashMap<>(OF_KUBERNETES);
        machine.putAll(Map.of("JAVA_TOOL_OPTIONS", options, "TZ", zone, "HOME", "/nonexistent"));
        try (RunningOutbox system = RunningOutbox.start(machine)) {
            URI categories = URI.create("http://127.0.0.1:" + system.port("category-app"));
            HttpResponse<String> created =
                    system.send(HttpRequest.newBuilder(categories.resolve("/category/lectureCategories"))
                            .header("Content-Type", "application/json")
                            .POST(BodyPublishers.ofString("{\"categoryName\":\"" + NAME + "\"}")));
            assertThat(created.statusCode()).as(created.body()).isEqualTo(201);
            assertThat(created.body()).contains("\"categoryName\":\"" + NAME + "\"");

            JsonNode category = applied(system, JsonMapper.shared().readTree(created.body()));
            assertThat(category.at("/categoryName").asString()).isEqualTo(NAME);
            assertThat(system.outbox("verify")).contains("once and in order").endsWith("exit status 0");
            assertThat(system.outbox("doctor")).contains(" 0 FAIL").endsWith("exit status 0");
            for (String service : List.of("category-app", "outbox-relay", "lecture-projector", "console")) {
                assertThat(system.log(service)).noneMatch(line -> line.contains("environment variable"));
            }
            for (String answer : List.of(
                    system.get("/api/flow").toString(),
                    system.get("/api/topics").toString(),
                    metrics(system, "category-app"),
                    metrics(system, "outbox-relay"),
                    metrics(system, "lecture-projector"))) {
                assertThat(answer).isNotEmpty().doesNotContainPattern("[\\p{Nd}&&[^0-9]]");
            }
        }
    }

    private static JsonNode applied(RunningOutbox system, JsonNode created) throws Exception {
        URI category = URI.create("http://127.0.0.1:" + system.port("lecture-projector") + "/lecture/readCategories/"
                + created.at("/categoryId").asLong());
        return await().atMost(BOUND)
                .until(() -> system.send(HttpRequest.newBuilder(category)), answer -> answer.statusCode() == 200)
                .body()
                .transform(JsonMapper.shared()::readTree);
    }

    private static String metrics(RunningOutbox system, String service) throws Exception {
        URI metrics = URI.create("http://127.0.0.1:" + system.port(service) + "/actuator/prometheus");
        return system.send(HttpRequest.newBuilder(metrics)).body();
    }
}
