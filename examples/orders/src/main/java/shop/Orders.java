package shop;

import com.everyoneslecture.outbox.append.NewEvent;
import com.everyoneslecture.outbox.spring.TransactionalOutbox;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Changes orders. Each method changes a row and appends its events in one transaction: both are committed, or neither is. */
@Service
class Orders {

    private final JdbcTemplate jdbc;
    private final ApplicationEventPublisher events;
    private final TransactionalOutbox outbox;

    Orders(JdbcTemplate jdbc, ApplicationEventPublisher events, TransactionalOutbox outbox) {
        this.jdbc = jdbc;
        this.events = events;
        this.outbox = outbox;
    }

    /** Places an order. The starter appends the published object, because its class is an {@code @OutboxEvent}. */
    @Transactional
    public void place(long id, String item, long amountCents) {
        jdbc.update(
                "insert into shop.orders (id, item, amount_cents, state, version) values (?, ?, ?, 'PLACED', 1)",
                id,
                item,
                amountCents);
        events.publishEvent(new OrderPlaced(id, 1, item, amountCents));
    }

    /**
     * Cancels an order. Two events have the version of this change, and are published in the order in which they are appended; the last
     * one is a tombstone, after which compaction may delete the records of the order.
     *
     * @throws NoSuchElementException if there is no such order, or it is cancelled already
     */
    @Transactional
    public void cancel(long id) {
        List<Long> changed = jdbc.queryForList(
                "update shop.orders set state = 'CANCELLED', version = version + 1"
                        + " where id = ? and state = 'PLACED' returning version",
                Long.class,
                id);
        if (changed.isEmpty()) {
            throw new NoSuchElementException("there is no open order " + id);
        }
        long version = changed.get(0);
        events.publishEvent(new OrderCancelled(id, version));
        outbox.append(NewEvent.builder("order", Long.toString(id))
                .version(version)
                .type("OrderRemoved")
                .tombstone()
                .build());
    }

    /** Returns the orders with what was paid for each. */
    List<Map<String, Object>> all() {
        return jdbc.queryForList("""
                select o.id as "orderId", o.item, o.state, coalesce(sum(b.amount_cents), 0)::bigint as "paidCents"
                from shop.orders o left join shop.booking b on b.order_id = o.id
                group by o.id order by o.id
                """);
    }
}
