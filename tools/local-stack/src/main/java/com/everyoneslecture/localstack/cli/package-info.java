/** The program behind the script {@code outbox}. Exit status 0: done, 1: failed, 2: invalid command line. */
@NullMarked
package com.everyoneslecture.localstack.cli;

import org.jspecify.annotations.NullMarked;
