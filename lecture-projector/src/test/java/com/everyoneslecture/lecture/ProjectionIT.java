package com.everyoneslecture.lecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.everyoneslecture.db.Schema;
import com.everyoneslecture.lecture.fixture.ReadModel;
import com.everyoneslecture.outbox.inbox.ProjectionResult;
import com.everyoneslecture.testservices.TestDatabase;
import com.everyoneslecture.testservices.TestPostgres;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ProjectionIT {

    private final TestDatabase database = TestPostgres.shared().create(Schema.LECTURE);
    private final ReadModel readModel = new ReadModel(database);
    private final LoopConnection connection = new LoopConnection(database.as("lecture_projector"));
    private final CategoryProjection projection = new CategoryProjection("application/json");

    @AfterEach
    void close() {
        connection.close();
    }

    @Test
    void keepsAllOfTheNewestEvent() throws Exception {
        UUID eventId = UUID.randomUUID();
        assertThat(apply(new CategoryEvent(5, "수학 \\ \" {,} '📐'", false, 1, eventId, 1_659_928_357_123_456L)))
                .isEqualTo(new ProjectionResult(1, 0, 0, 0));
        assertThat(
                        readModel.select(
                                "select category_id, concat_ws('|', category_name, event_id, occurred_at at time zone 'UTC') from read_category"))
                .isEqualTo(Map.of(5L, "수학 \\ \" {,} '📐'|" + eventId + "|2022-08-08 03:12:37.123456"));
    }

    @Test
    void appliesOnlyWhatIsNewerThanTheRow() throws Exception {
        apply(event(1, 3, "셋"));
        assertThat(apply(event(1, 2, "둘"), event(1, 3, "셋"))).isEqualTo(new ProjectionResult(0, 2, 0, 0));
        assertThat(readModel.rows()).isEqualTo(Map.of(1L, "셋 v3"));
    }

    @Test
    void countsAGapBeforeTheFirstEventBetweenTwoAndBehindTheRow() throws Exception {
        assertThat(apply(event(1, 2, "a")).gaps()).isEqualTo(1);
        assertThat(apply(event(2, 1, "a"), event(2, 3, "a")).gaps()).isEqualTo(1);
        assertThat(apply(event(2, 5, "a"))).isEqualTo(new ProjectionResult(1, 0, 0, 1));
        assertThat(apply(event(2, 6, "a"), event(2, 7, "a")).gaps()).isZero();
    }

    @Test
    void countsNoGapInWhatIsReadAgain() throws Exception {
        apply(event(1, 1, "a"), event(1, 2, "a"), event(1, 3, "a"));
        assertThat(apply(event(1, 2, "a"), event(1, 3, "a"), event(1, 4, "a")))
                .isEqualTo(new ProjectionResult(1, 2, 0, 0));
    }

    @Test
    void appliesAVersionThatWasIssuedAgainWithAnotherEventId() throws Exception {
        UUID again = UUID.randomUUID();
        apply(event(1, 4, "넷"), event(1, 5, "잃은"));
        assertThat(apply(event(1, 5, "다시", again))).isEqualTo(new ProjectionResult(1, 0, 1, 0));
        assertThat(readModel.rows()).isEqualTo(Map.of(1L, "다시 v5"));
        assertThat(apply(event(1, 5, "다시", again))).isEqualTo(new ProjectionResult(0, 1, 0, 0));
    }

    @Test
    void appliesTheLastOfSeveralWithTheSameVersionInOneBatchAndCountsEachOnce() throws Exception {
        UUID again = UUID.randomUUID();
        CategoryEvent[] batch = {event(1, 1, "하나"), event(1, 2, "잃은"), event(1, 2, "다시", again)};
        assertThat(apply(batch)).isEqualTo(new ProjectionResult(3, 0, 1, 0));
        assertThat(readModel.rows()).isEqualTo(Map.of(1L, "다시 v2"));
        assertThat(apply(batch)).isEqualTo(new ProjectionResult(0, 3, 0, 0));
        assertThat(readModel.rows()).isEqualTo(Map.of(1L, "다시 v2"));
    }

    @Test
    void keepsAHigherVersionUntilThatOneIsIssuedAgain() throws Exception {
        apply(event(1, 5, "잃은"), event(1, 6, "잃은"));
        assertThat(apply(event(1, 5, "다시", UUID.randomUUID()))).isEqualTo(new ProjectionResult(0, 1, 0, 0));
        assertThat(readModel.rows()).isEqualTo(Map.of(1L, "잃은 v6"));
        assertThat(apply(event(1, 6, "다시", UUID.randomUUID()))).isEqualTo(new ProjectionResult(1, 0, 1, 0));
        assertThat(readModel.rows()).isEqualTo(Map.of(1L, "다시 v6"));
    }

    @Test
    void twoMembersNeverLockEachOtherOutOverTheSameRows() {
        List<Integer> ids = IntStream.rangeClosed(1, 200).boxed().toList();
        List<CompletableFuture<Void>> members = IntStream.range(0, 4)
                .mapToObj(member -> CompletableFuture.runAsync(() -> applyInRandomOrder(member, ids)))
                .toList();
        members.forEach(CompletableFuture::join);
        assertThat(readModel.rows()).hasSize(200);
        assertThat(readModel.rows().values()).containsOnly("이름 v30");
    }

    private void applyInRandomOrder(int member, List<Integer> ids) {
        LoopConnection own = new LoopConnection(database.as("lecture_projector"));
        Random random = new Random(member);
        try {
            for (int version = 1; version <= 30; version++) {
                List<Integer> shuffled = new ArrayList<>(ids);
                Collections.shuffle(shuffled, random);
                List<CategoryEvent> events = new ArrayList<>();
                for (int id : shuffled) {
                    events.add(event(id, version, "이름"));
                }
                own.inTransaction(open -> projection.apply(open, events));
            }
        } catch (Exception e) {
            throw new IllegalStateException(e);
        } finally {
            own.close();
        }
    }

    private ProjectionResult apply(CategoryEvent... events) throws Exception {
        return connection.inTransaction(open -> projection.apply(open, List.of(events)));
    }

    private static CategoryEvent event(long id, long version, String name) {
        return event(id, version, name, new UUID(id, version));
    }

    private static CategoryEvent event(long id, long version, String name, UUID eventId) {
        return new CategoryEvent(id, name, false, version, eventId, 0);
    }
}
