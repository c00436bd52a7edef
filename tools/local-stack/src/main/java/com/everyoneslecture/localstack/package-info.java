/**
 * PostgreSQL and Kafka as real processes of this machine, without containers. They can be started, stopped, killed, paused and restarted on
 * the same port with the same data.
 *
 * <p>PostgreSQL's programs come from a jar; the broker is a separate JVM with this JVM's class path. All of them listen on 127.0.0.1 only.
 */
@NullMarked
package com.everyoneslecture.localstack;

import org.jspecify.annotations.NullMarked;
