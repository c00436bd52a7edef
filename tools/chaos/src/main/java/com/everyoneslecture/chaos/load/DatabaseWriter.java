package com.everyoneslecture.chaos.load;

import com.everyoneslecture.chaos.load.CategoryRows.Written;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import javax.sql.DataSource;

/**
 * Writes as the service's role, in transactions of one event or of several. It locks several categories in the order of their ids.
 */
final class DatabaseWriter implements Writer {

    private static final int MOST_ROWS = 8;

    private final Transactions transactions;
    private final Keys keys;
    private final Random random;
    private int rows = 1;

    DatabaseWriter(DataSource database, Keys keys, Journal journal, Random random) {
        this.transactions = new Transactions(database, journal, random);
        this.keys = keys;
        this.random = random;
    }

    @Override
    public int next() {
        rows = random.nextInt(5) == 0 ? 2 + random.nextInt(MOST_ROWS - 1) : 1;
        return rows;
    }

    @Override
    public void write() throws InterruptedException {
        List<Written> written = new ArrayList<>();
        boolean committed = transactions.run(
                open -> change(open, written),
                () -> written.stream().map(Written::event).toList());
        if (committed) {
            written.stream().filter(Written::created).forEach(row -> keys.add(row.key()));
        }
    }

    @Override
    public void close() {
        transactions.close();
    }

    private void change(Connection open, List<Written> written) throws SQLException {
        int kind = random.nextInt(100);
        NavigableSet<Long> chosen = chosen();
        if (chosen.isEmpty() || (rows == 1 && kind < 10 && !keys.areEnough())) {
            written.add(CategoryRows.create(open, name()));
        } else if (rows == 1 && kind < 13) {
            Optional<Long> doomed = keys.takeCold(random);
            if (doomed.isPresent()) {
                CategoryRows.delete(open, doomed.get()).ifPresent(written::add);
            }
        } else {
            for (long key : chosen) {
                CategoryRows.rename(open, key, name()).ifPresentOrElse(written::add, () -> keys.forget(key));
            }
        }
    }

    private NavigableSet<Long> chosen() {
        NavigableSet<Long> chosen = new TreeSet<>();
        for (int row = 0; row < rows; row++) {
            keys.any(random).ifPresent(chosen::add);
        }
        return chosen;
    }

    private String name() {
        return "범주 " + random.nextInt(1_000_000);
    }
}
