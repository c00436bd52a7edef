/**
 * Appends events in the transactions of a Spring Boot service, 3.5 or 4.1, whatever it uses to access its data.
 *
 * <p>Start with {@link com.everyoneslecture.outbox.spring.TransactionalOutbox}, or annotate a record with
 * {@link com.everyoneslecture.outbox.spring.OutboxEvent} and publish it by Spring's {@code ApplicationEventPublisher}.
 *
 * <p>Every public type of this package is stable, except {@link com.everyoneslecture.outbox.spring.OutboxAutoConfiguration}, which is
 * internal. No parameter and no result is null unless it is marked {@code @Nullable}.
 */
@NullMarked
package com.everyoneslecture.outbox.spring;

import org.jspecify.annotations.NullMarked;
