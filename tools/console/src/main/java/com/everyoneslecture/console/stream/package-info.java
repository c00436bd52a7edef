/** Polls the pipeline while a page is open, remembers the last minutes, and sends them to the open pages. */
@NullMarked
package com.everyoneslecture.console.stream;

import org.jspecify.annotations.NullMarked;
