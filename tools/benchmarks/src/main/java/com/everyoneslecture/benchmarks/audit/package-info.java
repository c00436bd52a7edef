/**
 * The query that checks a safe point: it counts the rows between two snapshots and sums a checksum of their ids, with and without the index
 * on transaction ids, for several checksums. By its result, the relay knows that the log has delivered every row.
 */
@NullMarked
package com.everyoneslecture.benchmarks.audit;

import org.jspecify.annotations.NullMarked;
