/** Breaks things on purpose, through the launcher. Without a launcher, and outside of demonstration mode, nothing can be broken. */
@NullMarked
package com.everyoneslecture.console.demonstration;

import org.jspecify.annotations.NullMarked;
