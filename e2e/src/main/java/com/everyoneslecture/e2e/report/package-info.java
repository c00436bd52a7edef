/** What a run has shown, for people: a table, and a page with a plot that needs no network. */
@NullMarked
package com.everyoneslecture.e2e.report;

import org.jspecify.annotations.NullMarked;
