package com.everyoneslecture.category;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.everyoneslecture.db.Schema;
import com.everyoneslecture.testservices.TestDatabase;
import com.everyoneslecture.testservices.TestPostgres;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The service without its database: it starts, keeps running, reports the failure, and continues after its end. */
class DatabaseFaultIT {

    private static final String PATH = "/category/lectureCategories";
    private static final String LIVENESS = "/actuator/health/liveness";
    private static final String READINESS = "/actuator/health/readiness";
    private static final Duration BOUND = Duration.ofSeconds(60);

    @TempDir
    private static Path secrets = Path.of("");

    private static TestPostgres postgres;
    private static TestDatabase database;
    private static Service service;

    @BeforeAll
    static void startServiceBeforeItsDatabase() throws InterruptedException, IOException {
        postgres = TestPostgres.start();
        database = postgres.create(Schema.CATEGORY);
        Map<String, Object> impatient = new HashMap<>(CategoryDatabase.settings(database));
        impatient.put("spring.datasource.hikari.connection-timeout", "1000");
        impatient.put("spring.datasource.hikari.validation-timeout", "500");
        impatient.put("spring.datasource.hikari.data-source-properties.socketTimeout", "2");
        impatient.put("spring.datasource.hikari.connection-init-sql", "set lock_timeout = '200ms'");
        impatient.remove("spring.datasource.password");
        writePassword(database.password("category_app"));
        postgres.server().stop();
        service = Service.start(impatient, "--spring.config.import=configtree:" + secrets + "/");
    }

    @AfterAll
    static void stop() {
        service.close();
        postgres.close();
    }

    @BeforeEach
    void beginsReady() throws InterruptedException {
        postgres.server().resume();
        postgres.server().start();
        awaitReady();
    }

    @Test
    void staysUpWithoutItsDatabaseAndGoesOnWhenItComes() throws Exception {
        long id = service.http().create("before");
        postgres.server().stop();

        assertUnavailable();

        postgres.server().start();
        awaitReady();
        HttpResponse<String> changed = service.http().put(id, "{\"categoryName\":\"after\"}");
        assertThat(changed.statusCode()).isEqualTo(200);
        assertThat(changed.headers().firstValue("ETag")).contains("\"2\"");
    }

    @Test
    void outlivesTheDeathOfItsDatabase() throws Exception {
        long id = service.http().create("before");
        postgres.server().kill();

        assertUnavailable();

        postgres.server().start();
        awaitReady();
        assertThat(service.http().get(PATH + "/" + id).statusCode()).isEqualTo(200);
    }

    @Test
    void takesARotatedPasswordFromItsFile() throws Exception {
        long id = service.http().create("before");
        execute("alter role category_app password 'rotated'");

        // Again and again: a session that is being authenticated with the earlier password has no user name yet.
        await().atMost(BOUND).untilAsserted(() -> {
            execute("select pg_terminate_backend(pid) from pg_stat_activity where usename = 'category_app'");
            assertThat(service.http().get(READINESS).body())
                    .contains("28P01", "password authentication failed", "correct SPRING_DATASOURCE_USERNAME");
        });
        assertThat(service.http().get(READINESS).statusCode()).isEqualTo(503);

        writePassword("rotated\n");
        awaitReady();
        assertThat(service.http().put(id, "{\"categoryName\":\"after\"}").statusCode())
                .isEqualTo(200);
    }

    @Test
    void answersWhileItsDatabaseIsFrozen() throws Exception {
        long id = service.http().create("warm");
        postgres.server().pause();

        assertUnavailable();
        assertThat(service.http().get(PATH + "/" + id).statusCode()).isEqualTo(503);

        postgres.server().resume();
        awaitReady();
        assertThat(service.http().get(PATH + "/" + id).statusCode()).isEqualTo(200);
    }

    @Test
    void saysThatNothingWasChangedWhenItHadNoConnection() throws Exception {
        postgres.server().stop();

        // The pool returns recently used connections without a check.
        await().atMost(BOUND)
                .untilAsserted(() -> ProblemsIT.problem(service.http().post("{\"categoryName\":\"a\"}"), 503, """
                        {"title": "Service Unavailable", "status": 503, "instance": "/category/lectureCategories",
                         "detail": "The database is not available at the moment; nothing was changed. \
                        Repeat the request later."}"""));
    }

    @Test
    void saysThatAWriteMayHaveBeenMadeWhenItsConnectionBreaksAtTheCommit() throws Exception {
        execute("create function hang_up() returns trigger language plpgsql security definer as "
                + "'begin perform pg_terminate_backend(pg_backend_pid()); return null; end'");
        execute("create constraint trigger hang_up after insert on lecture_category "
                + "deferrable initially deferred for each row execute function hang_up()");
        try {
            HttpResponse<String> broken = service.http().post("{\"categoryName\":\"a\"}");

            assertThat(broken.headers().firstValue("Retry-After")).contains("2");
            ProblemsIT.problem(broken, 503, """
                    {"title": "Service Unavailable", "status": 503, "instance": "/category/lectureCategories",
                     "detail": "The database became unavailable during the request. \
                    The change may have been made nevertheless: read the category before you repeat the request."}""");
        } finally {
            execute("drop function hang_up cascade");
        }
    }

    @Test
    void saysToComeBackWhenALockIsNotHadInTime() throws Exception {
        long id = service.http().create("locked");
        try (Connection blocker = database.admin().getConnection();
                Statement statement = blocker.createStatement()) {
            blocker.setAutoCommit(false);
            statement.execute("select * from lecture_category where category_id = " + id + " for update");

            HttpResponse<String> refused = service.http().put(id, "{\"categoryName\":\"b\"}");

            assertThat(refused.statusCode()).isEqualTo(503);
            assertThat(refused.headers().firstValue("Retry-After")).contains("2");
        }
        assertThat(service.http().put(id, "{\"categoryName\":\"b\"}").statusCode())
                .isEqualTo(200);
    }

    @Test
    void changesNothingWhenTheDatabaseRefusesTheEvent() throws Exception {
        long id = service.http().create("a");
        execute("alter table outbox add constraint no_more check (aggregateid <> '" + id + "') not valid");
        try {
            ProblemsIT.problem(service.http().put(id, "{\"categoryName\":\"b\"}"), 500, """
                    {"title": "Internal Server Error", "status": 500, "instance": "%s",
                     "detail": "Nothing was changed, because the event of the change could not be recorded. \
                    The service's log has the cause."}""".formatted(PATH + "/" + id));
            assertThat(service.http().get(PATH + "/" + id).body()).contains("\"categoryName\":\"a\"");
        } finally {
            execute("alter table outbox drop constraint no_more");
        }
    }

    @Test
    void saysNothingOfItsInsideWhenTheSchemaIsMissing() throws Exception {
        execute("alter table lecture_category rename to elsewhere");
        try {
            ProblemsIT.problem(service.http().get(PATH), 500, """
                    {"title": "Internal Server Error", "status": 500, "instance": "%s",
                     "detail": "The service failed to answer this request. Its log has the cause."}""".formatted(PATH));
        } finally {
            execute("alter table elsewhere rename to lecture_category");
        }
    }

    private static void writePassword(String password) throws IOException {
        Files.writeString(secrets.resolve("spring.datasource.password"), password);
    }

    private static void assertUnavailable() {
        Http http = service.http();
        assertThat(http.get(LIVENESS).statusCode()).isEqualTo(200);
        assertThat(http.get(READINESS).statusCode()).isEqualTo(503);
        HttpResponse<String> refused = http.post("{\"categoryName\":\"a\"}");
        assertThat(refused.statusCode()).as(refused.body()).isEqualTo(503);
        assertThat(refused.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(refused.headers().firstValue("Retry-After")).contains("2");
        assertThat(http.get(LIVENESS).statusCode()).isEqualTo(200);
    }

    private static void awaitReady() {
        await().atMost(BOUND)
                .untilAsserted(() ->
                        assertThat(service.http().get(READINESS).statusCode()).isEqualTo(200));
    }

    private static void execute(String sql) throws SQLException {
        try (Connection connection = database.admin().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
