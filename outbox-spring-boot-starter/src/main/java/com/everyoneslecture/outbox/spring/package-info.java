/**
 * Appends events in the transactions of a Spring Boot service, 3.5 or 4.1, whatever it uses to access its data.
 *
 * <p>Start with {@link com.everyoneslecture.outbox.spring.TransactionalOutbox}, or annotate a record with
 * {@link com.everyoneslecture.outbox.spring.OutboxEvent} and publish it by Spring's {@code ApplicationEventPublisher}. With Spring
 * Modulith, {@code spring.modulith.events.externalization.mode=outbox} appends the events that it externalizes.
 *
 * <p>Every public type of this package is stable, except {@link com.everyoneslecture.outbox.spring.OutboxAutoConfiguration} and
 * {@link com.everyoneslecture.outbox.spring.ExternalizationAutoConfiguration}, which are internal. No parameter and no result is null unless it is marked {@code @Nullable}.
 */
@NullMarked
package com.everyoneslecture.outbox.spring;

import org.jspecify.annotations.NullMarked;
