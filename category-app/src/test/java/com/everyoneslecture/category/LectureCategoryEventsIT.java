package com.everyoneslecture.category;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.transaction.support.TransactionTemplate;

/** One outbox row for each version of a category, whatever causes the change. */
@RunningService
class LectureCategoryEventsIT {

    private static final String PATH = "/category/lectureCategories/";
    private static final VersionCondition ANY = version -> {};

    private final Http http;
    private final Stored stored;
    private final LectureCategories categories;
    private final LectureCategoryService service;
    private final EntityManager entities;
    private final TransactionTemplate transaction;

    LectureCategoryEventsIT(
            @LocalServerPort int port,
            @Autowired Stored stored,
            @Autowired LectureCategories categories,
            @Autowired LectureCategoryService service,
            @Autowired EntityManager entities,
            @Autowired TransactionTemplate transaction) {
        this.http = new Http(port);
        this.stored = stored;
        this.categories = categories;
        this.service = service;
        this.entities = entities;
        this.transaction = transaction;
    }

    @Test
    void tellsOfEachChangeOverHttp() {
        long id = http.create("하나");
        http.put(id, "{\"categoryName\":\"둘\"}");
        http.patch(id, "{\"categoryName\":\"셋\"}");
        http.delete(PATH + id);

        List<Stored.Event> rows = stored.events(id);
        assertThat(stored.versions(id)).containsExactly(1L, 2L, 3L, 4L);
        assertThat(rows).allSatisfy(row -> {
            assertThat(row.aggregateType()).isEqualTo("category");
            assertThat(row.type()).isEqualTo("LectureCategoryChanged");
            assertThat(row.id().version()).isEqualTo(7);
        });
        assertThat(stored.payloads(id))
                .containsExactly(
                        payload(rows.get(0), "INSERT", id, "하나"),
                        payload(rows.get(1), "UPDATE", id, "둘"),
                        payload(rows.get(2), "UPDATE", id, "셋"),
                        payload(rows.get(3), "DELETE", id, "셋"));
    }

    // Computed from the row's own instant, so that the two always agree.
    private static String payload(Stored.Event row, String jobType, long id, String name) {
        Instant occurredAt = Instant.EPOCH.plus(row.occurredAtMicros(), ChronoUnit.MICROS);
        String timestamp = DateTimeFormatter.ofPattern("uuuu-MM-dd-HH:mm:ss", Locale.ROOT)
                .withZone(ZoneId.of("Asia/Seoul"))
                .format(occurredAt);
        return "{\"eventType\":\"LectureCategoryChanged\",\"timestamp\":\"" + timestamp + "\",\"jobType\":\"" + jobType
                + "\",\"categoryId\":" + id + ",\"categoryName\":\"" + name + "\"}";
    }

    @Test
    void keepsTheTraceOfTheRequest() {
        String trace = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
        long id = http.create("traced");

        http.put(id, "{\"categoryName\":\"b\"}", "traceparent", trace);

        assertThat(stored.events(id)).extracting(Stored.Event::traceparent).containsExactly(null, trace);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "garbage", "00-00000000000000000000000000000000-00f067aa0ba902b7-01"})
    void makesTheChangeWhateverTheTraceHeaderSays(String trace) {
        long id = http.create("traced");

        assertThat(http.put(id, "{\"categoryName\":\"b\"}", "traceparent", trace)
                        .statusCode())
                .isEqualTo(200);
        assertThat(stored.events(id)).extracting(Stored.Event::traceparent).containsExactly(null, null);
    }

    @Test
    void takesTwoTracesForNone() {
        String trace = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
        long id = http.create("traced");

        http.put(id, "{\"categoryName\":\"b\"}", "traceparent", trace, "traceparent", trace);

        assertThat(stored.events(id)).extracting(Stored.Event::traceparent).containsExactly(null, null);
    }

    @Test
    void tellsOfAChangeThatNobodyAskedToSave() {
        long id = create("loaded");

        change(id, category -> category.rename(new CategoryName("and changed")));

        assertThat(stored.versions(id)).containsExactly(1L, 2L);
        assertThat(stored.version(id)).isEqualTo(2);
    }

    @Test
    void tellsOfAChangeOfADetachedCategory() {
        long id = create("detached");
        LectureCategory detached = service.get(id, ANY);
        detached.rename(new CategoryName("and merged"));

        transaction.executeWithoutResult(status -> categories.save(detached));

        assertThat(stored.versions(id)).containsExactly(1L, 2L);
    }

    @Test
    void tellsOnceOfChangesThatAreOneVersion() {
        long id = create("a");

        change(id, category -> {
            category.rename(new CategoryName("b"));
            category.rename(new CategoryName("c"));
            categories.save(category);
            categories.save(category);
        });

        assertThat(stored.versions(id)).containsExactly(1L, 2L);
        assertThat(stored.payloads(id).get(1)).contains("\"c\"");
    }

    @Test
    void tellsOfEachVersionOfOneTransaction() {
        long id = create("a");

        change(id, category -> {
            category.rename(new CategoryName("b"));
            categories.flush();
            categories.flush();
            category.rename(new CategoryName("c"));
        });

        assertThat(stored.versions(id)).containsExactly(1L, 2L, 3L);
        assertThat(stored.version(id)).isEqualTo(3);
    }

    @Test
    void tellsOfAWholeLifeInOneTransaction() {
        long id = inTransaction(() -> {
            LectureCategory category = categories.save(new LectureCategory(new CategoryName("a")));
            category.rename(new CategoryName("b"));
            categories.flush();
            categories.delete(category);
            return category.id();
        });

        assertThat(stored.versions(id)).containsExactly(1L, 2L, 3L);
        assertThat(stored.payloads(id).get(2)).contains("DELETE").contains("\"b\"");
    }

    @Test
    void tellsOnlyOfTheEndOfACategoryThatWasChangedOnTheWay() {
        long id = create("a");

        change(id, category -> {
            category.rename(new CategoryName("never written"));
            categories.delete(category);
        });

        assertThat(stored.versions(id)).containsExactly(1L, 2L);
        assertThat(stored.payloads(id).get(1)).contains("DELETE");
    }

    @Test
    void tellsNothingOfAChangeThatIsNone() {
        long id = create("a");

        change(id, category -> category.rename(new CategoryName("a")));
        change(id, category -> {
            category.rename(new CategoryName("b"));
            category.rename(new CategoryName("a"));
        });
        change(id, category -> {
            category.rename(new CategoryName("forgotten"));
            entities.clear();
        });

        assertThat(stored.versions(id)).containsExactly(1L);
        assertThat(stored.version(id)).isEqualTo(1);
    }

    @Test
    void leavesNeitherChangeNorEventAfterARollback() {
        long id = create("kept");
        String name = "rolled back " + id;
        long before = stored.events();

        transaction.executeWithoutResult(status -> {
            categories.save(new LectureCategory(new CategoryName(name)));
            service.rename(id, new CategoryName(name), ANY);
            status.setRollbackOnly();
        });

        assertThat(stored.events()).isEqualTo(before);
        assertThat(stored.named(name)).isZero();
        assertThat(stored.versions(id)).containsExactly(1L);
    }

    @Test
    void leavesNeitherChangeNorEventAfterAnException() {
        long id = create("kept");

        assertThatThrownBy(() -> change(id, category -> {
                    categories.delete(category);
                    categories.flush();
                    throw new IllegalStateException("after the append");
                }))
                .hasMessage("after the append");

        assertThat(stored.versions(id)).containsExactly(1L);
        assertThat(stored.version(id)).isEqualTo(1);
    }

    private long create(String name) {
        return service.create(new CategoryName(name)).id();
    }

    private void change(long id, Consumer<LectureCategory> change) {
        transaction.executeWithoutResult(
                status -> change.accept(categories.findById(id).orElseThrow()));
    }

    private <T> T inTransaction(Supplier<T> work) {
        T result = transaction.execute(status -> work.get());
        assertThat(result).isNotNull();
        return result;
    }
}
