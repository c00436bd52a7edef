/**
 * Measurements that anybody can repeat: each starts a PostgreSQL and a Kafka of its own, lets what it compares take turns, and
 * prints every figure with the machine that it comes from. Ratios of one run mean something on any machine; figures of
 * different machines cannot be compared.
 */
@NullMarked
package com.everyoneslecture.benchmarks;

import org.jspecify.annotations.NullMarked;
