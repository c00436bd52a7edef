/**
 * The state of each stage of the pipeline at a moment. A reading takes a second at most: it reports a system that has not answered by then
 * as unanswering, and sends it the next request only after the late answer.
 */
@NullMarked
package com.everyoneslecture.console.flow;

import org.jspecify.annotations.NullMarked;
