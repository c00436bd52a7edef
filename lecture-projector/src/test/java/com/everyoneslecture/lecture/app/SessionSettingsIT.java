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
import com.zaxxer.hikari.HikariDataSource;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** A role's settings for other applications do not affect the projector. */
@SpringBootTest(classes = ProjectorApplication.class, webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class SessionSettingsIT {

    private static final Duration BOUND = Duration.ofSeconds(60);
    private static final TestDatabase DATABASE = TestPostgres.shared().create(Schema.LECTURE);
    private static final Topic TOPIC = Topic.create(TestKafka.shared().bootstrapServers(), 2);

    @LocalServerPort
    private int port;

    @Autowired
    private HikariDataSource readers;

    @DynamicPropertySource
    static void servers(DynamicPropertyRegistry registry) {
        ServiceSettings.register(registry, DATABASE, TOPIC);
    }

    /** Before the service connects. */
    @BeforeAll
    static void setWhatSuitsOthers() throws SQLException {
        ForeignSettings.giveTo("lecture_projector", DATABASE);
    }

    @AfterAll
    static void close() {
        TOPIC.close();
    }

    @Test
    void areTheServicesOwn() throws SQLException {
        assertThat(ForeignSettings.shown(readers))
                .contains("idle_in_transaction_session_timeout=15s", "statement_timeout=4500ms");
        DataSource loop = LoopDatabase.of(readers);
        assertThat(ForeignSettings.shown(loop))
                .contains("idle_in_transaction_session_timeout=1min", "statement_timeout=18s");
        assertThat(List.of(ForeignSettings.shown(readers), ForeignSettings.shown(loop)))
                .allSatisfy(settings -> assertThat(settings)
                        .contains(
                                "TimeZone=UTC",
                                "default_transaction_isolation=read committed",
                                "idle_session_timeout=0",
                                "lock_timeout=0",
                                "search_path=public, pg_temp",
                                "transaction_timeout=0"));
    }

    @Test
    void letItApplyShowAndRebuild() {
        TOPIC.send(Change.of(1, 1).job("INSERT").named("최종테스트"));
        String path = "/lecture/readCategories/1";
        await().atMost(BOUND).until(() -> http().get(path).statusCode() == 200);
        assertThat(http().post("/lecture/rebuilds", "application/json", "{}").statusCode())
                .isEqualTo(202);
        await().atMost(BOUND).until(() -> http().get(path).statusCode() == 200);
    }

    private Http http() {
        return new Http(port);
    }
}
