/**
 * The relay as a program: its configuration, the supervisor that keeps capture and publisher running together, and what
 * it tells of itself by health, metrics and log.
 */
@NullMarked
package com.everyoneslecture.relay;

import org.jspecify.annotations.NullMarked;
