package com.everyoneslecture.outbox.spring;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The starter's configuration.
 *
 * @param table the table that events are appended to, as in SQL: {@code outbox}, {@code shop.events}. Without a schema, the
 *     connection's search path decides
 */
@ConfigurationProperties("outbox")
record OutboxProperties(@DefaultValue("outbox") String table) {}
