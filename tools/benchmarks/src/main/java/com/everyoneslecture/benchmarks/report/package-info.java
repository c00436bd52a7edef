/** Figures for readers and for programs: tables, plots and one JSON file, each with a description of the machine. */
@NullMarked
package com.everyoneslecture.benchmarks.report;

import org.jspecify.annotations.NullMarked;
