package com.everyoneslecture.chaos.load;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import javax.sql.DataSource;

/** Writes orders, in transactions of one event or of several. */
final class OrderWriter implements Writer {

    private static final int MOST_EVENTS = 8;

    private final Transactions transactions;
    private final OrderRows orders;
    private final Random random;
    private int events = 1;

    OrderWriter(DataSource database, Journal journal, Random random) {
        this.transactions = new Transactions(database, journal, random);
        this.orders = new OrderRows(journal, random);
        this.random = random;
    }

    @Override
    public int next() {
        events = random.nextBoolean() ? 2 + random.nextInt(MOST_EVENTS - 1) : 1;
        return events;
    }

    @Override
    public void write() throws InterruptedException {
        List<UUID> appended = new ArrayList<>();
        transactions.run(open -> orders.change(open, events, appended), () -> List.copyOf(appended));
    }

    @Override
    public void close() {
        transactions.close();
    }
}
