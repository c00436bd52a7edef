/**
 * Repeatable measurements. Each starts its own PostgreSQL and Kafka, runs the compared programs in turns, and prints all figures with a
 * description of the machine. Ratios of one run are valid on any machine; absolute figures of different machines cannot be compared.
 */
@NullMarked
package com.everyoneslecture.benchmarks;

import org.jspecify.annotations.NullMarked;
