/** Figures for people and for programs: tables, plots and one file of JSON, each with the machine that they come from. */
@NullMarked
package com.everyoneslecture.benchmarks.report;

import org.jspecify.annotations.NullMarked;
