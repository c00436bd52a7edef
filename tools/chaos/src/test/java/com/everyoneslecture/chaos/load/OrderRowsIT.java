package com.everyoneslecture.chaos.load;

import static org.assertj.core.api.Assertions.assertThat;

import com.everyoneslecture.chaos.observe.Aggregate;
import com.everyoneslecture.chaos.observe.Event;
import com.everyoneslecture.chaos.observe.Outbox;
import com.everyoneslecture.db.Schema;
import com.everyoneslecture.testservices.TestDatabase;
import com.everyoneslecture.testservices.TestPostgres;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The outbox accepts every event of the orders, and has them in the order of the journal. */
@Timeout(180)
class OrderRowsIT {

    private static final int WRITERS = 3;
    private static final int TRANSACTIONS = 60;

    private final TestDatabase database = TestPostgres.shared().create(Schema.CATEGORY);
    private final Journal journal = new Journal();

    @Test
    void numbersTheEventsOfEachKeyInTheOrderOfTheirAppends() throws Exception {
        OrderRows.prepare(database.admin());
        OrderRows.prepare(database.admin());
        ExecutorService threads = Executors.newFixedThreadPool(WRITERS);
        try {
            List<Callable<Void>> writers = IntStream.range(0, WRITERS)
                    .mapToObj(number -> (Callable<Void>) () -> write(new Random(number)))
                    .toList();
            for (Future<Void> writer : threads.invokeAll(writers)) {
                writer.get();
            }
        } finally {
            threads.shutdown();
        }
        assertThat(journal.unansweredCount()).isZero();
        assertThat(journal.rolledBackCount()).isPositive();

        Map<Long, Long> places = new HashMap<>();
        Map<String, Long> versions = new HashMap<>();
        Set<String> kinds = new HashSet<>();
        int rows = 0;
        int ofTheSameVersion = 0;
        try (Connection connection = database.admin().getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("""
                        select id, aggregateid, aggregateversion, payload, payload_bytes, tombstone, record_key
                        from outbox order by append_order
                        """)) {
            while (row.next()) {
                rows++;
                UUID id = row.getObject("id", UUID.class);
                Appended appended = journal.appended(id).orElseThrow();
                assertThat(journal.acknowledged()).contains(id);
                assertThat(appended.place())
                        .as("the next place of key %s", appended.key())
                        .isEqualTo(places.merge(appended.key(), 1L, Long::sum));
                long version = row.getLong("aggregateversion");
                @Nullable Long before = versions.put(row.getString("aggregateid"), version);
                assertThat(version).isBetween(before == null ? 1 : before, before == null ? 1 : before + 1);
                ofTheSameVersion += before != null && before == version ? 1 : 0;
                kinds.add(kind(row));
            }
        }
        assertThat(rows).isEqualTo(journal.acknowledged().size());
        assertThat(ofTheSameVersion).isPositive();
        assertThat(kinds)
                .containsExactlyInAnyOrder(
                        "text", "bytes", "tombstone", "text, own key", "bytes, own key", "tombstone, own key");
        try (Outbox outbox = new Outbox(database.admin())) {
            String now = outbox.snapshot().orElseThrow();
            assertThat(outbox.between(Outbox.NOTHING, now).orElseThrow())
                    .hasSize(rows)
                    .allSatisfy(event -> assertThat(event.aggregate()).isEqualTo(Aggregate.ORDER))
                    .allSatisfy(event -> assertThat(event.key()).isEqualTo(keyOf(event)));
            assertThat(outbox.versions().orElseThrow())
                    .as("versions of categories")
                    .isEmpty();
        }
    }

    private @Nullable Void write(Random random) throws InterruptedException {
        try (OrderWriter writer = new OrderWriter(database.as("category_app"), journal, random)) {
            for (int number = 0; number < TRANSACTIONS; number++) {
                writer.next();
                writer.write();
            }
        }
        return null;
    }

    private long keyOf(Event event) {
        return journal.appended(event.id()).orElseThrow().key();
    }

    private static String kind(ResultSet row) throws SQLException {
        List<String> kind = new ArrayList<>();
        kind.add(row.getBoolean("tombstone") ? "tombstone" : row.getString("payload") == null ? "bytes" : "text");
        if (row.getString("record_key") != null) {
            kind.add("own key");
        }
        return String.join(", ", kind);
    }
}
