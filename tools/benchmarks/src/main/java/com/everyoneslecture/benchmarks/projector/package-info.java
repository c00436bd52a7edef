/**
 * Measures the records per second that the projector applies. A topic is filled first, with the same records that a relay would write. Then
 * each contender drains it as a separate process into an empty read model. Afterwards the read model is compared with the written records.
 * The progress is that of the group's committed offsets, read from outside: no contender reports on itself.
 */
@NullMarked
package com.everyoneslecture.benchmarks.projector;

import org.jspecify.annotations.NullMarked;
