/** Clients that mean harm beside clients that mean well, and what the latter feel of it. */
@NullMarked
package com.everyoneslecture.benchmarks.hostile;

import org.jspecify.annotations.NullMarked;
