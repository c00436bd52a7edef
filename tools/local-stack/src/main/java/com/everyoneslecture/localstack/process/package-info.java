/**
 * Processes of the operating system. Each has a separate session, so that a Ctrl-C at the terminal reaches none of them. Each is recorded
 * in a file, so that a later process can end them after their parent was killed. Each has a log.
 */
@NullMarked
package com.everyoneslecture.localstack.process;

import org.jspecify.annotations.NullMarked;
