/**
 * How many records per second the projector applies. A topic is filled first, with the records that a relay would write; then
 * each contender drains it as a process of its own, into a read model that is empty, and afterwards the read model is compared
 * with what was written. Progress is what the group has committed, seen from outside: nobody reports on itself.
 */
@NullMarked
package com.everyoneslecture.benchmarks.projector;

import org.jspecify.annotations.NullMarked;
