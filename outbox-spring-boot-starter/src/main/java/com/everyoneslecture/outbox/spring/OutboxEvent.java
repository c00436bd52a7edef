package com.everyoneslecture.outbox.spring;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.apiguardian.api.API;

/**
 * Marks a class whose objects are appended to the outbox when Spring's {@code ApplicationEventPublisher} publishes them: at once,
 * on the publishing thread, in its transaction. The payload is the whole object, written by the {@link EventSerializer}.
 *
 * <pre>{@code
 * @OutboxEvent(aggregate = "order", id = "orderId", version = "version")
 * record OrderPlaced(String orderId, long version, String item) {}
 *
 * @Transactional
 * void place(Order order) {
 *     orders.save(order);
 *     publisher.publishEvent(new OrderPlaced(order.id(), order.version(), order.item()));
 * }
 * }</pre>
 *
 * <p>It also marks the subclasses of the class, and the implementations of an interface. The publisher of an object that extends
 * {@code ApplicationEvent} gets an exception: its payload would contain the object that published it.
 *
 * <p>In a hierarchy of application contexts, the outermost one with an outbox appends, once, whichever context publishes.
 *
 * <p>{@link #id}, {@link #version} and {@link #key} name methods without parameters, such as a record's components or {@code getOrderId}.
 */
@API(status = API.Status.STABLE)
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface OutboxEvent {

    /** Leaves the version to the default of the table's column, as {@code NewEvent.Builder.versionFromTable()} does. */
    String VERSION_FROM_TABLE = "(table)";

    /** The aggregate type, such as {@code order}; decides the topic. */
    String aggregate();

    /** The method that returns the aggregate id; becomes the record's key, unless {@link #key} names another. */
    String id();

    /** The method that returns the aggregate's version, a positive number; or {@link #VERSION_FROM_TABLE}. */
    String version();

    /** The method that returns the record's key; by default, the key is the aggregate id. */
    String key() default "";

    /** The event's type, by default the simple name of the object's class. */
    String type() default "";
}
