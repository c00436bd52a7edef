/** The time that the whole system and the relay take to start, with archives of their classes and without. */
@NullMarked
package com.everyoneslecture.benchmarks.start;

import org.jspecify.annotations.NullMarked;
