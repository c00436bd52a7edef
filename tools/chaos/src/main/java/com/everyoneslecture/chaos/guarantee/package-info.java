/**
 * The guarantees as objects. Each judges the observations, some during the run and all at the end, and reports violations to its
 * {@link com.everyoneslecture.chaos.guarantee.Verdicts}.
 */
@NullMarked
package com.everyoneslecture.chaos.guarantee;

import org.jspecify.annotations.NullMarked;
