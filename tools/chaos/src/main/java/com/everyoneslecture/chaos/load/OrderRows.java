package com.everyoneslecture.chaos.load;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Changes orders, as a second service does that shares the outbox. A third of the orders have the record key of their customer. The key of
 * one customer is the id of an order that has no record key.
 *
 * <p>A transaction first locks the rows of all its keys, in their order, and then appends. So the events of a key are numbered in the order
 * of the commits, and versions of an order rise. The numbers are in tables beside the outbox: a rollback, a restore or a commit without an
 * answer affects both in the same way.
 */
final class OrderRows {

    private static final String[] TABLES = {
        "create schema if not exists chaos",
        "create table if not exists chaos.order_key (key bigint primary key, place bigint not null)",
        "create table if not exists chaos.customer_order (order_id bigint primary key, version bigint not null)",
        "grant usage on schema chaos to category_app",
        "grant select, insert, update on chaos.order_key, chaos.customer_order to category_app"
    };

    private static final String NUMBER = """
            insert into chaos.order_key as numbered (key, place) values (?, ?)
            on conflict (key) do update set place = numbered.place + excluded.place
            returning place
            """;

    private static final String CHANGE = """
            insert into chaos.customer_order as changed (order_id, version) values (?, 1)
            on conflict (order_id) do update set version = changed.version + 1
            returning version
            """;

    private static final int HOT = 8;
    private static final int ORDERS = 3_000;
    private static final int CUSTOMERS = 20;
    private static final long FIRST_CUSTOMER = 1_000_000;
    private static final long CUSTOMER_WITH_THE_KEY_OF_AN_ORDER = FIRST_CUSTOMER + 1;
    private static final long ORDER_WITH_THE_KEY_OF_A_CUSTOMER = 1;
    private static final int MOST_EVENTS_OF_A_CHANGE = 3;

    private final Journal journal;
    private final Random random;

    OrderRows(Journal journal, Random random) {
        this.journal = journal;
        this.random = random;
    }

    /** A change of an order, with one or more events of one version. */
    private record Change(long order, int events) {

        /** Returns the number in the record's key. */
        long key() {
            if (!hasOwnKey()) {
                return order;
            }
            long customer = FIRST_CUSTOMER + order / 3 % CUSTOMERS;
            return customer == CUSTOMER_WITH_THE_KEY_OF_AN_ORDER ? ORDER_WITH_THE_KEY_OF_A_CUSTOMER : customer;
        }

        @Nullable
        String ownKey() {
            if (!hasOwnKey()) {
                return null;
            }
            return key() == ORDER_WITH_THE_KEY_OF_A_CUSTOMER ? Long.toString(key()) : "고객-" + key();
        }

        private boolean hasOwnKey() {
            return order % 3 == 0;
        }
    }

    /** Creates the tables that the orders need. */
    static void prepare(DataSource superuser) throws SQLException {
        try (Connection connection = superuser.getConnection();
                Statement statement = connection.createStatement()) {
            for (String sql : TABLES) {
                statement.execute(sql);
            }
        }
    }

    /**
     * Changes some orders in the caller's transaction.
     *
     * @param events the number of events to append
     * @param appended receives the id of each event
     */
    void change(Connection open, int events, List<UUID> appended) throws SQLException {
        List<Change> changes = changes(events);
        Map<Long, Integer> eventsOfKeys = new TreeMap<>();
        changes.forEach(change -> eventsOfKeys.merge(change.key(), change.events(), Integer::sum));
        Map<Long, Long> places = new TreeMap<>();
        for (Map.Entry<Long, Integer> key : eventsOfKeys.entrySet()) {
            places.put(key.getKey(), one(open, NUMBER, key.getKey(), key.getValue()) - key.getValue());
        }
        for (Change change : changes) {
            long version = one(open, CHANGE, change.order());
            for (int number = 0; number < change.events(); number++) {
                OrderEvent event = OrderEvent.random(random, change.order(), version, change.ownKey());
                long place = places.merge(change.key(), 1L, Long::sum);
                journal.appending(event.id(), new Appended(change.key(), place, event.content()));
                appended.add(event.id());
                event.append(open);
            }
        }
    }

    private List<Change> changes(int events) {
        List<Change> changes = new ArrayList<>();
        int left = events;
        while (left > 0) {
            int several = random.nextInt(4) == 0 ? 1 + random.nextInt(MOST_EVENTS_OF_A_CHANGE) : 1;
            int now = Math.min(left, several);
            changes.add(new Change(1 + random.nextInt(random.nextBoolean() ? HOT : ORDERS), now));
            left -= now;
        }
        return changes;
    }

    private static long one(Connection open, String sql, long... parameters) throws SQLException {
        try (PreparedStatement statement = open.prepareStatement(sql)) {
            for (int number = 0; number < parameters.length; number++) {
                statement.setLong(number + 1, parameters[number]);
            }
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }
}
