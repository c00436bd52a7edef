/** Hostile clients beside honest clients, and their effect on the honest ones. */
@NullMarked
package com.everyoneslecture.benchmarks.hostile;

import org.jspecify.annotations.NullMarked;
