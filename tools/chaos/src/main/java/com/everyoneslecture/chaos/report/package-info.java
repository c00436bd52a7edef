/** The results of a run for readers: a table, and a page with a plot that needs no network. */
@NullMarked
package com.everyoneslecture.chaos.report;

import org.jspecify.annotations.NullMarked;
