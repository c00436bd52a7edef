/**
 * The whole system from outside: started by the launcher, written to and read from over HTTP and by Kafka's own tools,
 * broken by the launcher's commands, and judged by what the databases hold.
 */
@NullMarked
package com.everyoneslecture.chaos;

import org.jspecify.annotations.NullMarked;
