package com.everyoneslecture.outbox.inbox.spring;

import com.everyoneslecture.outbox.inbox.ReceivedEvent;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.apiguardian.api.API;

/**
 * Marks a method of a bean as the handler of an event type. It takes a {@link ReceivedEvent}, or the payload and a
 * {@link ReceivedEvent}; the payload is read from JSON into the type of the first parameter, and is null for a tombstone.
 *
 * <pre>{@code
 * @InboxHandler(type = "orders.OrderPlaced")
 * void on(OrderPlaced order, ReceivedEvent event) {
 *     shipments.save(new Shipment(order.id()));
 * }
 * }</pre>
 *
 * <p>The method runs in a transaction of the service's transaction manager, which also contains the guard and the
 * stored offset. So its changes by JPA, {@code JdbcTemplate}, jOOQ or MyBatis over the service's {@code DataSource}
 * commit with the offset, or not at all. It must not begin a transaction of its own ({@code REQUIRES_NEW}). Its effects
 * outside of this transaction can happen more than once.
 *
 * <p>The starter finds the method by the type of its bean. A {@code @Bean} method must therefore declare the class as its return type, not
 * an interface; otherwise the start fails, or nothing calls the handler of a bean that is made later ({@code @Lazy}).
 *
 * <p><b>Threads:</b> the thread of each topic calls it, one event at a time; a retry of parked events calls it on the
 * caller's thread.
 */
@API(status = API.Status.STABLE)
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface InboxHandler {

    /** Returns the value of the header {@code ce_type}; {@value #OTHERWISE} stands for every type without a handler. */
    String type();

    /** Stands for every type without a handler. */
    String OTHERWISE = "*";
}
