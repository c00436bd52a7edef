package com.everyoneslecture.lecture.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.everyoneslecture.db.Schema;
import com.everyoneslecture.lecture.fixture.Change;
import com.everyoneslecture.lecture.fixture.Topic;
import com.everyoneslecture.testservices.ForeignSettings;
import com.everyoneslecture.testservices.TestDatabase;
import com.everyoneslecture.testservices.TestKafka;
import com.everyoneslecture.testservices.TestPostgres;
import com.everyoneslecture.testservices.pooler.TransactionPooler;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.stream.LongStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** The projector behind a pooler that gives each transaction another session of the database. */
@SpringBootTest(classes = ProjectorApplication.class, webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class PoolerIT {

    private static final Duration BOUND = Duration.ofSeconds(60);

    /** The driver prepares a statement on the server when it is executed for the fifth time. */
    private static final int CATEGORIES = 12;

    private static final TestDatabase DATABASE = TestPostgres.shared().create(Schema.LECTURE);
    private static final TransactionPooler POOLER = new TransactionPooler(DATABASE);
    private static final Topic TOPIC = Topic.create(TestKafka.shared().bootstrapServers(), 2);

    @LocalServerPort
    private int port;

    @Autowired
    private HikariDataSource readers;

    @DynamicPropertySource
    static void servers(DynamicPropertyRegistry registry) {
        ServiceSettings.register(registry, POOLER.jdbcUrl(), DATABASE, TOPIC);
    }

    /** Before the service connects: the role has settings for other applications, and no table in its search path. */
    @BeforeAll
    static void setWhatSuitsOthers() throws SQLException {
        ForeignSettings.giveTo("lecture_projector", DATABASE);
    }

    @AfterAll
    static void close() throws IOException {
        TOPIC.close();
        POOLER.close();
    }

    @Test
    void appliesShowsAndRebuilds() {
        Http http = new Http(port);
        LongStream.rangeClosed(1, CATEGORIES).forEach(id -> {
            TOPIC.send(Change.of(id, 1).job("INSERT").named("최종테스트"));
            await().atMost(BOUND)
                    .until(() -> http.get("/lecture/readCategories/" + id).statusCode() == 200);
        });
        assertThat(http.post("/lecture/rebuilds", "application/json", "{}").statusCode())
                .isEqualTo(202);
        await().atMost(BOUND)
                .until(() ->
                        http.get("/lecture/readCategories?size=1").body().contains("\"totalElements\":" + CATEGORIES));
        assertThat(http.get("/actuator/health/readiness").statusCode()).isEqualTo(200);
    }

    @Test
    void changesNoSession() throws SQLException {
        DataSource loop = LoopDatabase.of(readers);
        assertThat(ForeignSettings.shown(readers)).contains("statement_timeout=5s");
        assertThat(ForeignSettings.shown(loop)).contains("statement_timeout=5s");
    }
}
