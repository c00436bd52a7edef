package com.everyoneslecture.chaos.load;

import com.everyoneslecture.chaos.load.CategoryRows.Written;
import com.everyoneslecture.chaos.stack.Stack;
import java.net.http.HttpClient;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** The users, from {@link #start} to {@link #close}. */
public final class Load implements AutoCloseable {

    private static final int API_WRITERS = 4;
    private static final int DATABASE_WRITERS = 4;
    private static final Duration CONNECT_PATIENCE = Duration.ofSeconds(2);
    private static final int END_SECONDS = 30;

    private final Stack stack;
    private final Journal journal;
    private final Pace pace;
    private final ExecutorService threads =
            Executors.newFixedThreadPool(API_WRITERS + DATABASE_WRITERS, task -> new Thread(task, "writer"));
    private final List<Writer> writers = new ArrayList<>();
    private volatile boolean closing;

    /**
     * Writes nothing yet.
     *
     * @param seed of the writers' choices; what becomes of them depends on the servers' answers, too
     */
    public Load(Stack stack, Journal journal, int eventsPerSecond, long seed) {
        this.stack = stack;
        this.journal = journal;
        this.pace = new Pace(eventsPerSecond);
        Keys keys = new Keys();
        HttpClient http =
                HttpClient.newBuilder().connectTimeout(CONNECT_PATIENCE).build();
        for (int number = 0; number < API_WRITERS; number++) {
            writers.add(new ApiWriter(http, stack.categoryApp(), keys, journal, new Random(seed + number)));
        }
        for (int number = 0; number < DATABASE_WRITERS; number++) {
            writers.add(new DatabaseWriter(
                    stack.categoryDatabaseAsApplication(), keys, journal, new Random(seed - 1 - number)));
        }
    }

    public void start() {
        writers.forEach(writer -> threads.execute(() -> write(writer)));
    }

    /**
     * One new category whose event tells that everything committed before it has been carried, too. Returns its id.
     *
     * @throws SQLException if it may not have been committed
     */
    public long mark() throws SQLException {
        try (Connection connection = stack.categoryDatabaseAsApplication().getConnection()) {
            connection.setAutoCommit(false);
            Written written;
            do {
                written = CategoryRows.create(connection, "표지");
                connection.commit();
                journal.committed(List.of(written.event()));
                // A key of a row that was taken back may be in the topic and in the read model already.
            } while (journal.isUndone(written.key()));
            return written.key();
        }
    }

    /** Returns when nobody writes any more: each ends what it is at, so that nothing is under way that nobody waits for. */
    @Override
    public void close() {
        closing = true;
        threads.shutdown();
        try {
            if (!threads.awaitTermination(END_SECONDS, TimeUnit.SECONDS)) {
                threads.shutdownNow();
            }
        } catch (InterruptedException e) {
            threads.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }

    private void write(Writer writer) {
        try (writer) {
            while (!closing) {
                pace.await(writer.next());
                writer.write();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
