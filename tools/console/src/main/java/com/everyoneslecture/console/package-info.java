/**
 * One address for everything, and a page that shows the pipeline live.
 *
 * <p>{@code gateway} forwards requests to the services. {@code flow} polls each stage of the pipeline, {@code event} polls single events on
 * their way; {@code stream} runs both, only while a page is open. {@code operate} and {@code demonstration} change something, and only on
 * request. {@code guard} rejects requests from pages of other origins.
 *
 * <p>Every stage may be unreachable at any time. The console then shows its values as unknown, with the cause, and nothing waits for it.
 */
@NullMarked
package com.everyoneslecture.console;

import org.jspecify.annotations.NullMarked;
