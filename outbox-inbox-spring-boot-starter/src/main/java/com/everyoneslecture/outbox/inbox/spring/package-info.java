/**
 * Applies events in the transactions of a Spring Boot service.
 *
 * <p>Start with {@link com.everyoneslecture.outbox.inbox.spring.InboxHandler}: annotate a method of a bean, and set
 * {@code inbox.group}, {@code inbox.topics} and {@code inbox.kafka.bootstrap.servers}.
 *
 * <p>Every public type of this package is stable, except the auto-configurations, which
 * are internal. No parameter and no result is null unless it is marked {@code @Nullable}.
 */
@NullMarked
package com.everyoneslecture.outbox.inbox.spring;

import org.jspecify.annotations.NullMarked;
