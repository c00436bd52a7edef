/** {@code outbox chaos}: the command line, and what it prints while it runs. */
@NullMarked
package com.everyoneslecture.chaos.cli;

import org.jspecify.annotations.NullMarked;
