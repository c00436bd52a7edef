/**
 * The real PostgreSQL and the real Kafka for tests: one of each per JVM to share, or one of a test's own to break.
 *
 * <p>Servers end with the JVM. If it is killed, the next one that starts a server ends them and deletes their data.
 */
@NullMarked
package com.everyoneslecture.testservices;

import org.jspecify.annotations.NullMarked;
