/**
 * The lecture service as a program: its configuration, wiring, health and metrics.
 *
 * <p>Start and stop: the poll loop starts before the web server accepts requests and stops after the web server has ended
 * them. The service starts, and keeps running, while Kafka or the database is unreachable; readiness reports it.
 */
@NullMarked
package com.everyoneslecture.lecture.app;

import org.jspecify.annotations.NullMarked;
