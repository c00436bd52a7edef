/**
 * Strict configuration: a service reads its own part of it into an immutable record. If anything is wrong, the service does not
 * start, and reports every problem by key at once.
 */
@NullMarked
package com.everyoneslecture.outbox.service.configuration;

import org.jspecify.annotations.NullMarked;
