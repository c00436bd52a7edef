/**
 * The real PostgreSQL and the real Kafka for tests: one of each per JVM to share, or separate ones for tests that break them.
 *
 * <p>They are containers or processes of this machine, by {@code -Dservices=containers} or {@code -Dservices=embedded}. Without either,
 * they are containers if there is a Docker engine that has the images or can pull them. The operations of a
 * {@link com.everyoneslecture.testservices.TestServer} are the same for both; the few tests that need the server's files or processes
 * request an embedded one.
 *
 * <p>Servers end with the JVM. If the JVM is killed, the next one that starts a server of the same kind ends them and deletes their data.
 */
@NullMarked
package com.everyoneslecture.testservices;

import org.jspecify.annotations.NullMarked;
