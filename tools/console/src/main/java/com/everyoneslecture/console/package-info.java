/**
 * One address for everything, and a page that shows the pipeline live.
 *
 * <p>{@code gateway} passes requests on to the services. {@code flow} looks at each stage of the pipeline, {@code event} at
 * single events on their way; {@code stream} has both done as long as a page is open, and not at all
 * otherwise. {@code operate} and {@code demonstration} change something, and only if they are asked. {@code guard} keeps
 * other people's pages out.
 *
 * <p>Every stage may be away at any time: what is not known is said to be so, with the cause, and nothing waits for it.
 */
@NullMarked
package com.everyoneslecture.console;

import org.jspecify.annotations.NullMarked;
