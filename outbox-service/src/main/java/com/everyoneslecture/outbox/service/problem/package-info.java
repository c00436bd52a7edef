/**
 * Errors over HTTP, as problems of RFC 9457, for every service: those that a controller throws, those that a filter rejects,
 * and those that Tomcat answers before Spring receives the request. A service extends
 * {@link com.everyoneslecture.outbox.service.problem.Problems} and adds its own exceptions.
 */
@NullMarked
package com.everyoneslecture.outbox.service.problem;

import org.jspecify.annotations.NullMarked;
