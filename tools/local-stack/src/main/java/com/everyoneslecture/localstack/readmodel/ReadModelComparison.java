package com.everyoneslecture.localstack.readmodel;

import com.everyoneslecture.db.Schema;
import com.everyoneslecture.localstack.stack.CategoryDatabase;
import com.everyoneslecture.localstack.stack.ComponentName;
import com.everyoneslecture.localstack.stack.Secrets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * Compares the read model with the category table. Both may change meanwhile: a category that differs gets some time, in which the read
 * model has to reach the version that the category table had at first. Keeps only the categories that differ in memory, and at most
 * {@value #MOST} of them.
 */
public final class ReadModelComparison {

    private static final int MOST = 1_000;
    private static final long PAUSE_MILLIS = 200;
    /** May read both tables, and change neither. */
    private static final String ROLE = "console";

    private static final int CONNECT_SECONDS = 3;
    private static final int ANSWER_SECONDS = 60;

    private final DataSource categories;
    private final DataSource readModel;

    /**
     * Reads nothing yet.
     *
     * @param categories the category database, by a role that may read its categories
     * @param readModel the lecture database, by a role that may read the read model
     */
    public ReadModelComparison(DataSource categories, DataSource readModel) {
        this.categories = categories;
        this.readModel = readModel;
    }

    /** Returns the comparison of the databases of a running system. */
    public static ReadModelComparison of(Map<ComponentName, Integer> ports, Secrets secrets) {
        return new ReadModelComparison(
                source(CategoryDatabase.url(ports), secrets),
                source(
                        "jdbc:postgresql://127.0.0.1:"
                                + ports.getOrDefault(ComponentName.LECTURE_DB, ComponentName.LECTURE_DB.defaultPort())
                                + "/" + Schema.LECTURE.databaseName(),
                        secrets));
    }

    private static DataSource source(String url, Secrets secrets) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setURL(url);
        source.setUser(ROLE);
        source.setPassword(secrets.of(ROLE));
        source.setConnectTimeout(CONNECT_SECONDS);
        source.setSocketTimeout(ANSWER_SECONDS);
        source.setApplicationName("outbox verify");
        return source;
    }

    /**
     * Compares all categories.
     *
     * @param patience the time that the read model gets to catch up
     * @throws SQLException if a database does not answer
     */
    public ReadModelReport run(Duration patience) throws SQLException, InterruptedException {
        try (Connection truth = categories.getConnection();
                Connection read = readModel.getConnection()) {
            truth.setReadOnly(true);
            read.setReadOnly(true);
            Map<Long, Difference> different = new TreeMap<>();
            ReadModelReport counted = compareAll(truth, read, different);
            long deadline = System.nanoTime() + patience.toNanos();
            settle(truth, read, different);
            while (!different.isEmpty() && System.nanoTime() - deadline < 0) {
                TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
                settle(truth, read, different);
            }
            return counted.with(
                    different.values().stream().map(Difference::toString).toList());
        }
    }

    /** The snapshot of the category table is the earlier one, so that the read model, if it is behind, has yet to apply what was seen. */
    private static ReadModelReport compareAll(Connection truth, Connection read, Map<Long, Difference> different)
            throws SQLException {
        truth.setAutoCommit(false);
        read.setAutoCommit(false);
        try (PreparedStatement categories = Side.CATEGORIES.all(truth);
                ResultSet categoryRows = categories.executeQuery();
                PreparedStatement readModel = Side.READ_MODEL.all(read);
                ResultSet readRows = readModel.executeQuery()) {
            Rows left = new Rows(categoryRows);
            Rows right = new Rows(readRows);
            boolean more = false;
            while (left.id() != null || right.id() != null) {
                long id = Math.min(orLast(left), orLast(right));
                Difference difference = Difference.first(id, left.take(id), right.take(id));
                if (!difference.settled() && different.size() < MOST) {
                    different.put(id, difference);
                } else if (!difference.settled()) {
                    more = true;
                }
            }
            return new ReadModelReport(left.count(), right.count(), List.of(), more);
        } finally {
            truth.rollback();
            read.rollback();
            truth.setAutoCommit(true);
            read.setAutoCommit(true);
        }
    }

    private static long orLast(Rows rows) {
        Long id = rows.id();
        return id == null ? Long.MAX_VALUE : id;
    }

    private static void settle(Connection truth, Connection read, Map<Long, Difference> different) throws SQLException {
        Map<Long, Category> readModel = Side.READ_MODEL.of(read, different.keySet());
        Map<Long, Category> categories = Side.CATEGORIES.of(truth, different.keySet());
        for (Difference before : new ArrayList<>(different.values())) {
            Difference now = before.withRows(categories, readModel);
            if (now.settled()) {
                different.remove(now.id());
            } else {
                different.put(now.id(), now);
            }
        }
    }
}
