/**
 * PostgreSQL and Kafka as real processes of this machine, without containers: started, stopped, killed, paused and
 * started again on the same port with the same data.
 *
 * <p>PostgreSQL's programs come out of a jar; the broker is a JVM of its own on this JVM's class path. All listen on
 * 127.0.0.1 alone.
 */
@NullMarked
package com.everyoneslecture.localstack;

import org.jspecify.annotations.NullMarked;
