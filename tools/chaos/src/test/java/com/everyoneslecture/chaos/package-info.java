/**
 * Tests of the whole system from outside. The launcher starts it and breaks it; the tests write and read over HTTP and with Kafka's own
 * tools, and judge the content of the databases.
 */
@NullMarked
package com.everyoneslecture.chaos;

import org.jspecify.annotations.NullMarked;
