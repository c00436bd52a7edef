package com.everyoneslecture.chaos.load;

import com.everyoneslecture.chaos.load.CategoryRows.Written;
import com.everyoneslecture.chaos.observe.Aggregate;
import com.everyoneslecture.chaos.observe.NoJudgementException;
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
import org.jspecify.annotations.Nullable;

/** The users of both services, from {@link #start} to {@link #close}. A third of the events are those of orders. */
public final class Load implements AutoCloseable {

    private static final int API_WRITERS = 4;
    private static final int DATABASE_WRITERS = 4;
    private static final int ORDER_WRITERS = 4;
    private static final double SHARE_OF_ORDERS = 1.0 / 3;
    private static final Duration CONNECT_PATIENCE = Duration.ofSeconds(2);
    private static final int END_SECONDS = 30;

    private final Stack stack;
    private final Journal journal;
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> new Thread(task, "writer"));
    private final Pace paceOfCategories;
    private final Pace paceOfOrders;
    private final List<Writer> ofCategories = new ArrayList<>();
    private final List<Writer> ofOrders = new ArrayList<>();
    private volatile boolean closing;
    private volatile @Nullable Throwable failure;

    /**
     * Writes nothing yet.
     *
     * @param seed the seed of the writers' choices; the results also depend on the servers' answers
     */
    public Load(Stack stack, Journals journals, int eventsPerSecond, long seed) {
        this.stack = stack;
        this.journal = journals.of(Aggregate.CATEGORY);
        double orders = stack.takesOrders() ? SHARE_OF_ORDERS * eventsPerSecond : 0;
        this.paceOfCategories = new Pace(eventsPerSecond - orders);
        this.paceOfOrders = new Pace(orders);
        Keys keys = new Keys();
        HttpClient http =
                HttpClient.newBuilder().connectTimeout(CONNECT_PATIENCE).build();
        for (int number = 0; number < API_WRITERS; number++) {
            ofCategories.add(new ApiWriter(http, stack.categoryApp(), keys, journal, new Random(seed + number)));
        }
        for (int number = 0; number < DATABASE_WRITERS; number++) {
            ofCategories.add(new DatabaseWriter(
                    stack.categoryDatabaseAsApplication(), keys, journal, new Random(seed - 1 - number)));
        }
        for (int number = 0; number < ORDER_WRITERS && stack.takesOrders(); number++) {
            ofOrders.add(new OrderWriter(
                    stack.categoryDatabaseAsApplication(),
                    journals.of(Aggregate.ORDER),
                    new Random(seed + API_WRITERS + number)));
        }
    }

    /** Creates the tables for the orders in the category database, and starts all users. */
    public void start() {
        if (!ofOrders.isEmpty()) {
            try {
                OrderRows.prepare(stack.categoryDatabase());
            } catch (SQLException e) {
                throw new IllegalStateException("cannot create the tables of the orders: " + e.getMessage(), e);
            }
        }
        ofCategories.forEach(writer -> threads.execute(() -> write(writer, paceOfCategories)));
        ofOrders.forEach(writer -> threads.execute(() -> write(writer, paceOfOrders)));
    }

    /**
     * Creates a new category. When its event has arrived, everything committed before it has arrived, too. Returns its id.
     *
     * @throws SQLException if the commit is not certain
     */
    public long mark() throws SQLException {
        try (Connection connection = stack.categoryDatabaseAsApplication().getConnection()) {
            connection.setAutoCommit(false);
            Written written;
            do {
                written = CategoryRows.create(connection, "표지");
                connection.commit();
                journal.committed(List.of(written.event()));
                // A key of an undone row may be in the topic and in the read model already.
            } while (journal.isUndone(written.key()));
            return written.key();
        }
    }

    /**
     * Throws if a writer has ended too early.
     *
     * @throws NoJudgementException with its failure: a system without load is not under test
     */
    public void check() {
        Throwable ended = failure;
        if (ended != null) {
            throw new NoJudgementException("a writer has ended: " + ended, ended);
        }
    }

    /** Stops the writers. Returns when each of them has finished its write, so that no write is still running. */
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

    private void write(Writer writer, Pace pace) {
        try (writer) {
            while (!closing) {
                pace.await(writer.next());
                writer.write();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException | Error e) {
            failure = e;
        }
    }
}
