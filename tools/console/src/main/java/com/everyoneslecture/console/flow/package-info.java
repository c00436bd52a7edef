/**
 * The state of each stage of the pipeline at a moment. A reading takes a second at most. A system that has not answered by then is being
 * checked; it gets the next request only after the late answer, and counts as unanswering once a whole request has failed.
 */
@NullMarked
package com.everyoneslecture.console.flow;

import org.jspecify.annotations.NullMarked;
