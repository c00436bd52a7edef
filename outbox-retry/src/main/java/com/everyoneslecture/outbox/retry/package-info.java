/**
 * Classifies failures: the ones that pass by themselves, the actions of an operator for the others, and the wait before the
 * next attempt. The relay and every consumer decide by the same rules; only the remedies differ, because they name settings of
 * a service.
 */
@NullMarked
package com.everyoneslecture.outbox.retry;

import org.jspecify.annotations.NullMarked;
