/**
 * The real PostgreSQL and the real Kafka for tests: one of each per JVM to share, or one of a test's own to break.
 *
 * <p>They are containers or processes of this machine, by {@code -Dservices=containers} or {@code -Dservices=embedded}; with
 * neither, containers where there is a Docker engine that has the images or can pull them. A test does to a {@link
 * com.everyoneslecture.testservices.TestServer} what it would do to either; the few that need the server's files or
 * processes ask for an embedded one.
 *
 * <p>Servers end with the JVM. If it is killed, the next one that starts a server of the same kind ends them and deletes
 * their data.
 */
@NullMarked
package com.everyoneslecture.testservices;

import org.jspecify.annotations.NullMarked;
