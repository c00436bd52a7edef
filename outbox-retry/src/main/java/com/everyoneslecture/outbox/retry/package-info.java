/**
 * Which failures pass by themselves, what an operator has to do about the others, and how long to wait before the next attempt.
 * The relay and every consumer decide by the same rules; only the remedies differ, because they name settings of a service.
 */
@NullMarked
package com.everyoneslecture.outbox.retry;

import org.jspecify.annotations.NullMarked;
