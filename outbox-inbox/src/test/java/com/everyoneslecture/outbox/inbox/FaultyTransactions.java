package com.everyoneslecture.outbox.inbox;

import java.sql.SQLException;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import javax.sql.DataSource;

/**
 * Transactions whose database connection breaks before the commit, so that nothing is stored, or after it, so that the response
 * is lost. For the inbox both are the same as a crash of its process, except that its memory stays.
 */
final class FaultyTransactions {

    private final DataSource database;
    private final AtomicInteger beforeCommit = new AtomicInteger();
    private final AtomicInteger afterCommit = new AtomicInteger();
    private final Random random;
    private volatile int percent;

    FaultyTransactions(DataSource database, long seed) {
        this.database = database;
        this.random = new Random(seed);
    }

    /** Breaks the connection of the next transactions before their commit. */
    void breakBeforeCommit(int times) {
        beforeCommit.set(times);
    }

    /** Loses the answers to the next commits. */
    void loseAnswers(int times) {
        afterCommit.set(times);
    }

    /** Breaks this number of every hundred transactions, half of them before and half of them after their commit. */
    void breakAtRandom(int ofHundred) {
        percent = ofHundred;
    }

    Supplier<InboxTransactions> each() {
        return () -> new Faulty(new DataSourceTransactions(database));
    }

    private int roll() {
        synchronized (random) {
            return random.nextInt(200);
        }
    }

    private static boolean take(AtomicInteger left) {
        return left.getAndUpdate(count -> Math.max(0, count - 1)) > 0;
    }

    private final class Faulty implements InboxTransactions {
        private final InboxTransactions transactions;

        Faulty(InboxTransactions transactions) {
            this.transactions = transactions;
        }

        @Override
        public <T> T inTransaction(Work<T> work) throws Exception {
            int roll = roll();
            T result = transactions.inTransaction(connection -> {
                T done = work.run(connection);
                if (take(beforeCommit) || roll < percent) {
                    throw new SQLException("the connection breaks before the commit", "08006");
                }
                return done;
            });
            if (take(afterCommit) || roll >= 200 - percent) {
                throw new SQLException("the answer to the commit is lost", "08006");
            }
            return result;
        }

        @Override
        public void abort() {
            transactions.abort();
        }
    }
}
