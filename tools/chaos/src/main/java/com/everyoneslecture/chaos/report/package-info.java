/** What a run has shown, for people: a table, and a page with a plot that needs no network. */
@NullMarked
package com.everyoneslecture.chaos.report;

import org.jspecify.annotations.NullMarked;
