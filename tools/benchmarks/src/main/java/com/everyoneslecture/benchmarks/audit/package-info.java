/**
 * The query that checks a safe point: it counts the rows between two snapshots and sums up a checksum of their ids, with the index
 * on transaction ids and without it, for several checksums. By it the relay knows that the log has delivered every row.
 */
@NullMarked
package com.everyoneslecture.benchmarks.audit;

import org.jspecify.annotations.NullMarked;
