/** The cost of the append library beside plain JDBC: the same rows, over the same connection, in turns. */
@NullMarked
package com.everyoneslecture.benchmarks.append;

import org.jspecify.annotations.NullMarked;
