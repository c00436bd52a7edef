package shop;

import com.everyoneslecture.outbox.spring.OutboxEvent;

/** An order was placed. Written as JSON; the record's key is the order's id. */
@OutboxEvent(aggregate = "order", id = "orderId", version = "version")
record OrderPlaced(long orderId, long version, String item, long amountCents) {}
