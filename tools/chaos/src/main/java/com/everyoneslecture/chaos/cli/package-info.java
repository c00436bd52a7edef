/** {@code outbox chaos}: the command line, and the output of a run. */
@NullMarked
package com.everyoneslecture.chaos.cli;

import org.jspecify.annotations.NullMarked;
