/**
 * The lecture service as a program: its configuration, what is wired to what, and what it tells of itself.
 *
 * <p>Start and stop: the poll loop starts before the web server takes requests and stops after it has ended them. The service
 * starts, and stays up, while Kafka or the database is away; readiness says so.
 */
@NullMarked
package com.everyoneslecture.lecture.app;

import org.jspecify.annotations.NullMarked;
