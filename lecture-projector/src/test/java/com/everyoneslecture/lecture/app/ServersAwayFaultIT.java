package com.everyoneslecture.lecture.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.everyoneslecture.db.Schema;
import com.everyoneslecture.lecture.fixture.Change;
import com.everyoneslecture.lecture.fixture.Topic;
import com.everyoneslecture.testservices.TestDatabase;
import com.everyoneslecture.testservices.TestKafka;
import com.everyoneslecture.testservices.TestPostgres;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

class ServersAwayFaultIT {

    private static final Duration BOUND = Duration.ofSeconds(60);

    @Test
    void startsAndStaysUpWithoutKafkaAndDatabase() {
        try (ConfigurableApplicationContext context = start(
                "jdbc:postgresql://127.0.0.1:1/lecture",
                "--spring.datasource.password=any",
                "127.0.0.1:2",
                "categoryChanged")) {
            Http http = http(context);
            assertThat(http.get("/actuator/health/liveness").statusCode()).isEqualTo(200);
            await().atMost(BOUND)
                    .until(() -> http.get("/actuator/health/readiness").body().contains("no answer from Kafka"));
            HttpResponse<String> readiness = http.get("/actuator/health/readiness");
            assertThat(readiness.statusCode()).isEqualTo(503);
            assertThat(Http.json(readiness).at("/components/db/status").asString())
                    .isEqualTo("DOWN");
            assertAway(http.get("/lecture/readCategories/1"));
            assertAway(http.get("/lecture/readCategories"));
            assertAway(http.post("/lecture/rebuilds", "application/json", "{}"));
        }
    }

    @Test
    void saysThatTheDatabaseIsAwayAndComesBackByItself(@TempDir Path secrets) throws Exception {
        try (TestPostgres postgres = TestPostgres.start();
                Topic topic = Topic.create(TestKafka.shared().bootstrapServers(), 1)) {
            TestDatabase database = postgres.create(Schema.LECTURE);
            Path password = Files.writeString(
                    secrets.resolve("spring.datasource.password"), database.password("lecture_projector"));
            topic.send(Change.of(1, 1).named("하나"));
            try (ConfigurableApplicationContext context = start(
                    database.jdbcUrl(),
                    "--spring.config.import=configtree:" + secrets + "/",
                    TestKafka.shared().bootstrapServers(),
                    topic.name().value())) {
                Http http = http(context);
                await().atMost(BOUND)
                        .until(() -> http.get("/lecture/readCategories/1").statusCode() == 200);
                postgres.server().kill();
                await().atMost(BOUND)
                        .until(() -> http.get("/actuator/health/readiness").statusCode() == 503);
                assertAway(http.get("/lecture/readCategories/1"));
                assertThat(http.get("/actuator/health/liveness").statusCode()).isEqualTo(200);
                topic.send(Change.of(1, 2).named("둘"));
                postgres.server().start();
                await().atMost(BOUND)
                        .until(() ->
                                http.get("/lecture/readCategories/1").body().contains("둘"));
                await().atMost(BOUND)
                        .until(() -> http.get("/actuator/health/readiness").statusCode() == 200);

                assertTakesARotatedPassword(database, password, http);
                topic.send(Change.of(1, 3).named("셋"));
                await().atMost(BOUND)
                        .until(() ->
                                http.get("/lecture/readCategories/1").body().contains("셋"));
            }
        }
    }

    private static void assertTakesARotatedPassword(TestDatabase database, Path password, Http http) throws Exception {
        try (Connection connection = database.admin().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("alter role lecture_projector password 'rotated'");
            // Again and again: a session that is being authenticated with the earlier password has no user name yet.
            await().atMost(BOUND).untilAsserted(() -> {
                statement.execute(
                        "select pg_terminate_backend(pid) from pg_stat_activity where usename = 'lecture_projector'");
                assertThat(http.get("/actuator/health/readiness").body())
                        .contains("28P01", "SPRING_DATASOURCE_PASSWORD");
            });
        }
        Files.writeString(password, "rotated");
        await().atMost(BOUND).until(() -> http.get("/actuator/health/readiness").statusCode() == 200);
    }

    private static void assertAway(HttpResponse<String> response) {
        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(response.headers().firstValue("Retry-After")).contains("2");
        assertThat(response.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(response.body()).doesNotContain("127.0.0.1", "Exception");
    }

    private static ConfigurableApplicationContext start(String url, String password, String kafka, String topic) {
        return new SpringApplicationBuilder(ProjectorApplication.class)
                .run(
                        "--server.port=0",
                        "--spring.datasource.url=" + url,
                        password,
                        "--projector.backoff.halted=500ms",
                        "--projector.kafka.bootstrap-servers=" + kafka,
                        "--projector.channels.in-categoryChanged.destination=" + topic);
    }

    private static Http http(ConfigurableApplicationContext context) {
        return new Http(
                Objects.requireNonNull(context.getEnvironment().getProperty("local.server.port", Integer.class)));
    }
}
