package com.everyoneslecture.outbox.inbox.spring.shipping;

import com.everyoneslecture.outbox.inbox.ReceivedEvent;
import com.everyoneslecture.outbox.inbox.spring.InboxHandler;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Applies events by {@code JdbcTemplate} and by JPA. An item or an order can be made to fail after its row was written. */
@Component
class Shipments {

    private static final Set<String> FAILING = ConcurrentHashMap.newKeySet();

    private final JdbcTemplate jdbc;

    private final Parcels parcels;

    Shipments(JdbcTemplate jdbc, Parcels parcels) {
        this.jdbc = jdbc;
        this.parcels = parcels;
    }

    static void fail(String itemOrOrder) {
        FAILING.add(itemOrOrder);
    }

    static void mend() {
        FAILING.clear();
    }

    @InboxHandler(type = "orders.OrderPlaced")
    @Transactional
    public void on(@Nullable OrderPlaced order, ReceivedEvent event) {
        OrderPlaced placed = Objects.requireNonNull(order, "a tombstone");
        store(event, placed.pieces() + " " + placed.item());
        if (FAILING.contains(placed.item())) {
            throw new IllegalStateException("out of stock: " + placed.item());
        }
    }

    @InboxHandler(type = "orders.OrderReturned")
    void onReturned(ReceivedEvent event) {
        String order = Objects.requireNonNull(event.keyText());
        parcels.saveAndFlush(new Parcel(Objects.requireNonNull(event.id()), order));
        store(event, "returned");
        if (FAILING.contains(order)) {
            throw new IllegalStateException("no place for the parcel of order " + order);
        }
    }

    @InboxHandler(type = InboxHandler.OTHERWISE)
    void onOthers(ReceivedEvent event) {
        store(event, String.valueOf(event.type()));
    }

    private void store(ReceivedEvent event, String what) {
        jdbc.update("insert into shipment (order_id, what) values (?, ?)", event.keyText(), what);
    }
}
