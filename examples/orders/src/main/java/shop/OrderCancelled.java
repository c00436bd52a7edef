package shop;

import com.everyoneslecture.outbox.spring.OutboxEvent;

/** An order was cancelled. */
@OutboxEvent(aggregate = "order", id = "orderId", version = "version")
record OrderCancelled(long orderId, long version) {}
